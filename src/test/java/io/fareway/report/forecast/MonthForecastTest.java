package io.fareway.report.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forecasts of months whose truth is known, because the days were made up. */
class MonthForecastTest {

    private static final int MONTHS = 200;
    private static final YearMonth JULY = YearMonth.of(2026, 7);
    private static final double[] CHAT = {1.0, 1.1, 1.2, 1.1, 0.9, 0.2, 0.1};
    private static final double[] BATCH = {0.1, 0.1, 0.1, 0.1, 0.3, 1.5, 1.5};

    @ParameterizedTest
    @CsvSource({"56, 10", "56, 20", "28, 10", "84, 3"})
    void interval_holdsTheTruth_inAboutEightyOfAHundredMonths(int days, int dayOfMonth) {
        int held = 0;
        for (int seed = 0; seed < MONTHS; seed++) {
            Simulated month = new Simulated(new Random(seed), days, JULY.atDay(dayOfMonth));
            MonthForecast.Interval interval = new MonthForecast(month.tasks).of(JULY, month.spent, month.today, 1);
            held += interval.low() <= month.truth && month.truth <= interval.high() ? 1 : 0;
        }

        // 200 draws at 80 % have a standard deviation of 2.8 %
        assertThat((double) held / MONTHS).isCloseTo(0.80, within(0.09));
    }

    @Test
    void expectation_isRightOnAverage() {
        double error = 0;
        for (int seed = 0; seed < MONTHS; seed++) {
            Simulated month = new Simulated(new Random(seed), 56, JULY.atDay(10));
            double expected = new MonthForecast(month.tasks)
                    .of(JULY, month.spent, month.today, 1)
                    .expected();
            error += expected / month.truth - 1;
        }

        assertThat(error / MONTHS).isCloseTo(0, within(0.02));
    }

    @Test
    void daysThatAreAllAlike_leaveNoDoubt() {
        double[] usd = new double[28];
        Arrays.fill(usd, 10);
        LocalDate today = JULY.atDay(11);
        DailyCosts past = new DailyCosts(today.minusDays(28), usd);

        MonthForecast.Interval interval = new MonthForecast(List.of(past)).of(JULY, 100, today, 1);

        assertThat(interval.expected()).isCloseTo(310, within(1e-9));
        assertThat(interval.low()).isCloseTo(310, within(1e-6));
        assertThat(interval.high()).isCloseTo(310, within(1e-6));
    }

    @Test
    void weekendWork_isExpectedAtWeekends() {
        LocalDate today = LocalDate.of(2026, 7, 27);
        Simulated past = new Simulated(new Random(1), 56, today);
        YearMonth lastDays = JULY;

        double expected =
                new MonthForecast(past.tasks).of(lastDays, 0, today, 1).expected();

        // Monday to Friday: 5 days of chat at 100 and hardly any batch
        double chat = 100 * (1.0 + 1.1 + 1.2 + 1.1 + 0.9);
        double batch = 60 * (0.1 + 0.1 + 0.1 + 0.1 + 0.3);
        assertThat(expected).isCloseTo(chat + batch, within(0.15 * (chat + batch)));
    }

    /** Two tasks with weeks of their own, each day off by about a quarter. */
    private static final class Simulated {

        private final LocalDate today;
        private final List<DailyCosts> tasks;
        private final double spent;
        private final double truth;

        Simulated(Random random, int days, LocalDate today) {
            this.today = today;
            LocalDate first = today.minusDays(days);
            double[] chat = new double[days];
            double[] batch = new double[days];
            double soFar = 0;
            for (int i = 0; i < days; i++) {
                LocalDate day = first.plusDays(i);
                chat[i] = draw(random, 100, CHAT, day);
                batch[i] = draw(random, 60, BATCH, day);
                soFar += YearMonth.from(day).equals(JULY) ? chat[i] + batch[i] : 0;
            }
            this.tasks = List.of(new DailyCosts(first, chat), new DailyCosts(first, batch));
            this.spent = soFar;
            double rest = 0;
            for (LocalDate day = today; YearMonth.from(day).equals(JULY); day = day.plusDays(1)) {
                rest += draw(random, 100, CHAT, day) + draw(random, 60, BATCH, day);
            }
            this.truth = soFar + rest;
        }

        private static double draw(Random random, double usd, double[] week, LocalDate day) {
            double noise = Math.exp(0.25 * random.nextGaussian() - 0.25 * 0.25 / 2);
            return usd * week[DailyCosts.indexOf(day)] * noise;
        }
    }
}
