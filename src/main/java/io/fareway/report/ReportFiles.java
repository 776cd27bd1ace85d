package io.fareway.report;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * A report as it lies in the folder.
 *
 * @param period the day, week or month reported, as in {@code 2026-07-01}, {@code 2026-W27}, {@code 2026-07}
 * @param firstDay its first day
 * @param files one file per format: html, csv, json
 * @param headline its main figures
 */
public record ReportFiles(String period, LocalDate firstDay, List<Path> files, Headline headline) {
    public ReportFiles {
        files = List.copyOf(files);
    }
}
