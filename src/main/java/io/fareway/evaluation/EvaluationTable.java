package io.fareway.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A run as lines of text for a terminal: one row a deployment, then what went wrong. */
final class EvaluationTable {

    /** Headings in two lines. */
    static final List<List<String>> HEADINGS = List.of(
            List.of("deployment", ""),
            List.of("answered", ""),
            List.of("all checks passed", "(95 %)"),
            List.of("first token", "p50 ms"),
            List.of("", "p95 ms"),
            List.of("next token", "p50 ms"),
            List.of("whole", "p50 ms"),
            List.of("", "p95 ms"),
            List.of("", "p99 ms"),
            List.of("tokens", "per s"),
            List.of("USD per", "1,000 calls"));

    private static final int REASONS_TOLD = 5;

    private final Evaluation evaluation;
    private final Optional<EarlierRun> earlier;

    EvaluationTable(Evaluation evaluation, Optional<EarlierRun> earlier) {
        this.evaluation = evaluation;
        this.earlier = earlier;
    }

    static List<String> cells(DeploymentFigures figures) {
        return List.of(
                figures.deployment(),
                figures.answered() + " of " + figures.calls(),
                Figures.share(figures.passed()),
                Figures.millis(figures.firstTokenP50()),
                Figures.millis(figures.firstTokenP95()),
                Figures.microsAsMillis(figures.betweenTokensP50()),
                Figures.millis(figures.p50()),
                Figures.millis(figures.p95()),
                Figures.millis(figures.p99()),
                Figures.rate(figures.tokensPerSecond()),
                Figures.usdPerThousand(figures.usdPerCall()));
    }

    /** The lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(evaluation.set() + ": " + evaluation.prompts() + " prompts, each " + times(evaluation.repeats())
                + " to each deployment, " + evaluation.atOnce() + " at once");
        lines.add("");
        lines.addAll(table());
        evaluation.deployments().forEach(figures -> details(figures, lines));
        earlier.ifPresentOrElse(
                run -> changes(run, lines), () -> lines.addAll(List.of("", "No earlier run of these prompts.")));
        return lines;
    }

    private static String times(int repeats) {
        return repeats == 1 ? "once" : repeats + " times";
    }

    private List<String> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS.stream().map(List::getFirst).toList());
        rows.add(HEADINGS.stream().map(List::getLast).toList());
        evaluation.deployments().forEach(figures -> rows.add(cells(figures)));
        return aligned(rows);
    }

    /** The first column to the left, figures to the right. */
    private static List<String> aligned(List<List<String>> rows) {
        List<Integer> widths = IntStream.range(0, HEADINGS.size())
                .map(column -> rows.stream()
                        .map(row -> row.get(column).length())
                        .max(Comparator.naturalOrder())
                        .orElse(0))
                .boxed()
                .toList();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String blanks = " ".repeat(widths.get(column) - cell.length());
            line.append(column == 0 ? cell + blanks : "  " + blanks + cell);
        }
        return line.toString().stripTrailing();
    }

    private static void details(DeploymentFigures figures, List<String> lines) {
        List<String> told = new ArrayList<>();
        if (figures.byCheck().size() > 1) {
            figures.byCheck()
                    .forEach((label, share) -> told.add("check " + label + ": " + Figures.share(Optional.of(share))));
        }
        List<String> problems = problems(figures);
        problems.stream().limit(REASONS_TOLD).forEach(told::add);
        if (problems.size() > REASONS_TOLD) {
            told.add("and " + (problems.size() - REASONS_TOLD) + " more in the report");
        }
        if (!told.isEmpty()) {
            lines.add("");
            lines.add(figures.deployment());
            told.forEach(line -> lines.add("  " + line));
        }
    }

    /** What went wrong, one line each: calls without an answer, unknown prices, failed checks. */
    static List<String> problems(DeploymentFigures figures) {
        List<String> problems = new ArrayList<>();
        figures.errors().forEach((reason, times) -> problems.add("no answer, " + times + " ×: " + reason));
        if (figures.unpriced() > 0) {
            problems.add(figures.unpriced() + " answers at an unknown price, in no cost");
        }
        figures.objections().forEach((reason, times) -> problems.add("failed, " + times + " ×: " + reason));
        return problems;
    }

    private void changes(EarlierRun run, List<String> lines) {
        lines.add("");
        lines.add("Since the run of " + run.at() + ":");
        evaluation
                .deployments()
                .forEach(figures -> lines.add("  " + figures.deployment() + ": " + changeOf(figures, run)));
    }

    /** How a deployment has changed since, in one line for people. */
    static String changeOf(DeploymentFigures figures, EarlierRun run) {
        List<String> changes = new ArrayList<>();
        run.change(figures.deployment(), "passed", figures.passed().map(share -> share.value()))
                .ifPresent(change -> changes.add("checks " + Figures.signed(change.movePointRight(2), 1) + " points"));
        run.change(
                        figures.deployment(),
                        "first_token_p50_ms",
                        figures.firstTokenP50().map(share -> share.value()))
                .ifPresent(change -> changes.add("first token " + Figures.signed(change, 0) + " ms"));
        run.change(figures.deployment(), "p50_ms", figures.p50().map(share -> share.value()))
                .ifPresent(change -> changes.add("whole " + Figures.signed(change, 0) + " ms"));
        run.change(figures.deployment(), "usd_per_call", figures.usdPerCall().map(share -> share.value()))
                .ifPresent(
                        change -> changes.add("1,000 calls " + Figures.signed(change.movePointRight(3), 4) + " USD"));
        return changes.isEmpty() ? "took no part then" : String.join(", ", changes);
    }
}
