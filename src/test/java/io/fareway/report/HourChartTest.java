package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HourChartTest {

    private static Group hour(String name, long costPico, long baselinePico) {
        GroupCount count = new GroupCount();
        count.add(new RequestSums(1, 1, 0, 0, 0, 1, 1, baselinePico));
        count.add(new AttemptSums(1, 1, 0, 0, 0, 0, TokenSums.ofText(10, 5), 0, costPico, costPico, costPico, 0));
        return count.byRequest(name, count.whole());
    }

    @Test
    void bars_areInProportionToARoundTopLine() {
        HourChart chart = HourChart.of(List.of(hour("00:00", 500_000_000_000L, 2_000_000_000_000L)));

        assertThat(chart.gridlines())
                .extracting(HourChart.Gridline::label)
                .containsExactly("$0.00", "$0.50", "$1.00", "$1.50", "$2.00");
        HourChart.Slot slot = chart.slots().getFirst();
        assertThat(slot.baseline().height()).isEqualTo(4 * slot.spend().height());
        assertThat(slot.baseline().y()).isEqualTo(chart.gridlines().getLast().y());
        assertThat(slot.title()).isEqualTo("00:00: $0.5 spent, baseline $2.00, requests: 1");
    }

    @Test
    void hoursWithoutMoney_haveFlatBars() {
        HourChart chart = HourChart.of(List.of(hour("00:00", 0, 0)));

        assertThat(chart.slots().getFirst().spend().height()).isZero();
        assertThat(chart.gridlines()).extracting(HourChart.Gridline::label).containsExactly("$0", "$1");
    }

    @Test
    void tinyAmounts_keepTheirDigitsOnTheScale() {
        HourChart chart = HourChart.of(List.of(hour("00:00", 3, 7)));

        assertThat(chart.gridlines().getLast().label()).isEqualTo("$0.000000000008");
    }
}
