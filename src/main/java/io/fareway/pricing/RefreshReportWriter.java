package io.fareway.pricing;

import io.fareway.model.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Writes refresh reports as Markdown: one file a day, one section a refresh. */
final class RefreshReportWriter {

    private final Path folder;

    RefreshReportWriter(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds a report to the file of its day.
     *
     * @return the file
     */
    Path write(RefreshReport report) throws IOException {
        Path file = folder.resolve("prices-" + LocalDate.ofInstant(report.at(), ZoneOffset.UTC) + ".md");
        Files.createDirectories(folder);
        Files.writeString(file, markdown(report), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return file;
    }

    static String markdown(RefreshReport report) {
        StringBuilder text = new StringBuilder();
        text.append("## Price refresh of ")
                .append(report.at().truncatedTo(ChronoUnit.SECONDS))
                .append("\n\n")
                .append(capitalised(report.summary()))
                .append(".\n\n");
        section(text, "Quarantined: the last good price stays", report.quarantined());
        if (!report.quarantined().isEmpty()) {
            text.append(
                    "To accept a quarantined price, add a row with it to `config/prices.yaml`, with an `effective_from`"
                            + " later than this refresh; see docs/prices.md.\n\n");
        }
        section(text, "Taken: in force from now on", report.taken());
        rules(text, report.rules());
        return text.toString();
    }

    private static void section(StringBuilder text, String title, List<PriceChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        text.append("### ").append(title).append("\n\n");
        text.append("| deployment | token class | USD per million before | in the feed | why |\n");
        text.append("|---|---|---:|---:|---|\n");
        changes.forEach(change -> text.append("| ")
                .append(String.join(
                        " | ",
                        change.deployment(),
                        change.tokenClass().label(),
                        figure(change.oldUsd()),
                        figure(change.newUsd()),
                        change.reason().replace("|", "\\|")))
                .append(" |\n"));
        text.append('\n');
    }

    private static void rules(StringBuilder text, List<RefreshReport.RuleChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        text.append("### Rates under conditions\n\n| deployment | | why |\n|---|---|---|\n");
        changes.forEach(change -> text.append("| ")
                .append(String.join(
                        " | ",
                        change.deployment(),
                        change.taken() ? "taken" : "held",
                        change.reason().replace("|", "\\|")))
                .append(" |\n"));
        text.append('\n');
    }

    private static String figure(Optional<BigDecimal> usd) {
        return usd.map(Money::format).orElse("none");
    }

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
