package io.fareway.report;

import java.io.IOException;
import java.io.Writer;

/** One way to write a report down. */
interface ReportFormat {

    /** End of the file's name, without the dot. */
    String extension();

    /** Writes the whole report; the caller closes. */
    void write(PeriodReport report, Writer out) throws IOException;
}
