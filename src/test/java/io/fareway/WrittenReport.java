package io.fareway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.ChatClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;

/** The report of one day, which the running gateway writes when it is asked for. */
record WrittenReport(JsonNode json, String html) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The report of the day in which this moment lies. Not of "today": a test may begin before midnight and end after. */
    static WrittenReport ofDayOf(Instant moment, ChatClient client) throws IOException {
        String day = moment.atZone(ZoneOffset.UTC).toLocalDate().toString();
        JsonNode answer =
                MAPPER.readTree(client.post("/admin/reports?day=" + day, "").body());
        return new WrittenReport(
                MAPPER.readTree(Files.readString(file(answer, ".json"))), Files.readString(file(answer, ".html")));
    }

    private static Path file(JsonNode answer, String extension) {
        for (JsonNode file : answer.path("files")) {
            if (file.asText().endsWith(extension)) {
                return Path.of(file.asText());
            }
        }
        throw new AssertionError("no " + extension + " in " + answer);
    }
}
