package io.fareway.report;

import java.nio.file.Path;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where reports go and when their day begins.
 *
 * @param zone time zone whose calendar days are reported
 * @param folder folder of the report files; made when it is missing
 */
@ConfigurationProperties("fareway.reports")
public record ReportProperties(@DefaultValue("UTC") ZoneId zone, @DefaultValue("reports") String folder) {

    Path folderPath() {
        return Path.of(folder);
    }
}
