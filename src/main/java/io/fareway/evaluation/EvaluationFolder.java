package io.fareway.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of the reports: {@code SET-20261121T174500Z.json} and {@code .html} of each run. */
final class EvaluationFolder {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final ObjectMapper json;

    EvaluationFolder(Path folder, ObjectMapper json) {
        this.folder = folder;
        this.json = json;
    }

    /** The last run of the very same prompts. */
    Optional<EarlierRun> lastRunOf(PromptSet set) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> latestFirst = files.filter(
                            file -> String.valueOf(file.getFileName()).matches(".*-\\d{8}T\\d{6}Z\\.json"))
                    .sorted(Comparator.comparing(EvaluationFolder::moment).reversed())
                    .toList();
            for (Path file : latestFirst) {
                JsonNode report = json.readTree(file.toFile());
                if (report.path("fingerprint").asText().equals(set.fingerprint())) {
                    return Optional.of(new EarlierRun(report.path("at").asText(), report));
                }
            }
            return Optional.empty();
        }
    }

    private static String moment(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('-'));
    }

    /** Writes both files of a run; returns the page. */
    Path write(Evaluation evaluation, Optional<EarlierRun> earlier) throws IOException {
        Files.createDirectories(folder);
        String name = evaluation.set() + "-" + MOMENT.format(evaluation.at());
        Files.writeString(
                folder.resolve(name + ".json"), EvaluationJson.of(evaluation).toPrettyString() + "\n");
        Path page = folder.resolve(name + ".html");
        try (BufferedWriter out = Files.newBufferedWriter(page)) {
            new EvaluationPage().write(evaluation, earlier, out);
        }
        return page;
    }
}
