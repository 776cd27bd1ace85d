package io.fareway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives {@code kill -9} of the process that wrote it. */
class LedgerCrashTest {

    private static final int KILLS = 5;
    private static final int LINES_BEFORE_KILL = 500;

    private final Set<String> opened = new HashSet<>();
    private final Set<String> settled = new HashSet<>();

    @Test
    void kill_losesNothingThatWasAcknowledged(@TempDir Path folder) throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("fareway.db");
        for (int run = 0; run < KILLS; run++) {
            bookUntilKilled(url, "run" + run);
        }

        try (LedgerFixture books = LedgerFixture.on(LedgerFixture.properties(url, ""), Clock.systemUTC())) {
            books.lifecycle.start();

            assertThat(opened).hasSizeGreaterThan(KILLS * LINES_BEFORE_KILL / 3);
            assertThat(ids(books, "select request_id from attempt")).containsAll(opened);
            assertThat(ids(books, "select id from request where outcome = 'answered'"))
                    .containsAll(settled);
            assertThat(ids(books, "select request_id from attempt where closed_at is null"))
                    .isEmpty();
            Set<String> ended = ids(books, "select id from request");
            assertThat(ended).containsAll(opened);
            Set<String> neverSettled = new HashSet<>(ended);
            neverSettled.removeAll(ids(books, "select id from request where outcome = 'answered'"));
            assertThat(neverSettled).allSatisfy(id -> assertThat(books.queries
                            .request(id)
                            .orElseThrow()
                            .ending()
                            .orElseThrow()
                            .outcome())
                    .isEqualTo(Outcome.UNCERTAIN));
        }
    }

    /** SIGKILL strikes while all callers write; what they had printed by then counts as told to the outside. */
    private void bookUntilKilled(String url, String prefix) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerCrashMain.class.getName(),
                        url,
                        prefix))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            int acknowledged = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (note(line) && ++acknowledged == LINES_BEFORE_KILL) {
                    // unlike the process, its handle leaves the pipe open for what was written before
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(acknowledged).isGreaterThanOrEqualTo(LINES_BEFORE_KILL);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The pipe goes on giving what the process wrote before it died; a line cut short was not yet acknowledged. */
    private boolean note(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 2) {
            return false;
        }
        return switch (words[0]) {
            case "opened" -> opened.add(words[1]);
            case "settled" -> settled.add(words[1]);
            default -> false;
        };
    }

    private static Set<String> ids(LedgerFixture books, String sql) {
        return books.database.sql(sql).query(String.class).set();
    }
}
