package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakdownTest {

    private static final RequestSums ONE = new RequestSums(1, 1, 0, 0, 0, 1, 1, 5);

    @Test
    void groupsBeyondTheBound_areCountedTogether() {
        Breakdown tasks = new Breakdown(Dimension.TASK);
        int all = Breakdown.MOST_GROUPS + 30;

        for (int i = 0; i < all; i++) {
            tasks.of(ofTask("task " + i)).add(ONE);
        }

        List<Group> groups = tasks.groups(new Whole(all, 0));
        assertThat(groups).hasSize(Breakdown.MOST_GROUPS + 1);
        assertThat(groups.getFirst().name()).isEqualTo(Breakdown.OTHERS);
        assertThat(groups.getFirst().requests().requests()).isEqualTo(30);
        assertThat(groups.stream()
                        .mapToLong(group -> group.requests().baselinePico())
                        .sum())
                .isEqualTo(5L * all);
    }

    @Test
    void groupsWithoutAName_areCalledSo() {
        Breakdown tasks = new Breakdown(Dimension.TASK);

        tasks.of(ofTask("")).add(ONE);

        assertThat(tasks.groups(new Whole(1, 0))).extracting(Group::name).containsExactly("(no task given)");
    }

    private static CellKey ofTask(String name) {
        return new CellKey(Map.of(Dimension.TASK, name), 0);
    }
}
