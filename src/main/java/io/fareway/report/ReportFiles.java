package io.fareway.report;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * A report as it lies in the folder.
 *
 * @param day the day reported
 * @param files one file per format: html, csv, json
 * @param headline the day's main figures
 */
public record ReportFiles(LocalDate day, List<Path> files, Headline headline) {
    public ReportFiles {
        files = List.copyOf(files);
    }
}
