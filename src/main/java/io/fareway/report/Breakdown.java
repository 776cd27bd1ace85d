package io.fareway.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of one dimension. Callers choose task names freely, so the number of groups is bounded: what comes after
 * the first {@value #MOST_GROUPS} is counted together under {@value #OTHERS}, and no figure is lost.
 */
final class Breakdown {

    static final int MOST_GROUPS = 200;
    static final String OTHERS = "(others)";

    private final Dimension dimension;
    private final Map<String, GroupCount> groups = new LinkedHashMap<>();

    Breakdown(Dimension dimension) {
        this.dimension = dimension;
    }

    GroupCount of(CellKey key) {
        String name = dimension.groupOf(key);
        boolean full = groups.size() >= MOST_GROUPS && !groups.containsKey(name);
        return groups.computeIfAbsent(full ? OTHERS : name, ignored -> new GroupCount());
    }

    /** All groups, those with most requests first. */
    List<Group> groups(Whole whole) {
        return groups.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue(), whole))
                .sorted(Comparator.comparingLong(
                                (Group group) -> -group.requests().requests())
                        .thenComparing(Group::name))
                .toList();
    }

    private Group group(String name, GroupCount count, Whole whole) {
        return dimension.byAttempt() ? count.byAttempt(name, whole) : count.byRequest(name, whole);
    }
}
