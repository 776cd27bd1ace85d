package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class JobFoldersTest {

    private final Path inbox;
    private final Path outbox;
    private final Path elsewhere;
    private final JobFolders folders;

    JobFoldersTest(@TempDir Path home) throws IOException {
        inbox = home.resolve("inbox");
        outbox = home.resolve("outbox");
        elsewhere = home.resolve("elsewhere");
        BatchProperties properties = new BatchProperties(
                inbox,
                outbox,
                1,
                1,
                DataSize.ofMegabytes(1),
                1,
                Duration.ofSeconds(1),
                Duration.ofDays(1),
                JobOptions.Order.INPUT,
                Duration.ofSeconds(1));
        Clock clock = Clock.fixed(Instant.parse("2026-07-01T10:20:30Z"), ZoneOffset.UTC);
        folders = new JobFolders(properties, new JobWishes(clock, Set::of, properties.defaults()), clock);
        folders.create();
    }

    private Optional<String> claim(String name) throws IOException {
        return folders.claim(name, "in-use.jsonl"::equals);
    }

    @Test
    void claim_movesTheFileToRunning() throws IOException {
        Files.writeString(inbox.resolve("job.jsonl"), "text");

        assertThat(claim("job.jsonl")).contains("job.jsonl");
        assertThat(inbox.resolve("running/job.jsonl")).hasContent("text");
        assertThat(inbox.resolve("job.jsonl")).doesNotExist();
    }

    @Test
    void claim_findsNothing_whenAnotherWasFaster() throws IOException {
        assertThat(claim("job.jsonl")).isEmpty();
    }

    @Test
    void claim_putsATimestampIntoANameThatIsTaken() throws IOException {
        Files.writeString(inbox.resolve("running/job.jsonl"), "");
        Files.writeString(inbox.resolve("running/job-20260701T102030Z.jsonl"), "");
        Files.writeString(inbox.resolve("job.jsonl"), "third");

        assertThat(claim("job.jsonl")).contains("job-20260701T102030Z-2.jsonl");
        assertThat(inbox.resolve("running/job-20260701T102030Z-2.jsonl")).hasContent("third");
    }

    @Test
    void claim_putsATimestampIntoTheNameOfAJobWhoseFileIsMissing() throws IOException {
        Files.writeString(inbox.resolve("in-use.jsonl"), "");

        assertThat(claim("in-use.jsonl")).contains("in-use-20260701T102030Z.jsonl");
    }

    @Test
    void claim_refusesALinkAndLeavesItsTargetAlone() throws IOException {
        Files.writeString(elsewhere, "secret");
        Files.createSymbolicLink(inbox.resolve("job.jsonl"), elsewhere);

        assertThat(claim("job.jsonl")).isEmpty();
        assertThat(inbox.resolve("refused/job.jsonl")).isSymbolicLink();
        assertThat(elsewhere).hasContent("secret");
    }

    @Test
    void claim_refusesALinkToNothing() throws IOException {
        Files.createSymbolicLink(inbox.resolve("job.jsonl"), elsewhere.resolve("nothing"));

        assertThat(claim("job.jsonl")).isEmpty();
        assertThat(inbox.resolve("job.jsonl")).doesNotExist();
    }

    @Test
    void claim_refusesAFolder() throws IOException {
        Files.createDirectory(inbox.resolve("job.jsonl"));

        assertThat(claim("job.jsonl")).isEmpty();
        assertThat(folders.claimed()).isEmpty();
    }

    @Test
    void claim_refusesANameThatWouldForgeLogLines() throws IOException {
        String name = "a\nb.jsonl";
        Files.writeString(inbox.resolve(name), "");

        assertThat(claim(name)).isEmpty();
        assertThat(inbox.resolve("refused/a_b.jsonl")).exists();
    }

    @Test
    void claim_takesNothingOutsideTheInbox() throws IOException {
        Files.writeString(elsewhere, "not a job");

        assertThat(claim("../elsewhere")).isEmpty();
        assertThat(elsewhere).hasContent("not a job");
    }

    @Test
    void claim_keepsTheFolderOfATeam() throws IOException {
        Files.createDirectories(inbox.resolve("team.a/night"));
        Files.writeString(inbox.resolve("team.a/night/job.jsonl"), "text");
        Files.createDirectories(inbox.resolve("running/team.a/night"));
        Files.writeString(inbox.resolve("running/team.a/night/job.jsonl"), "another");

        assertThat(claim("team.a/night/job.jsonl")).contains("team.a/night/job-20260701T102030Z.jsonl");
        assertThat(inbox.resolve("running/team.a/night/job-20260701T102030Z.jsonl"))
                .hasContent("text");
        assertThat(folders.claimed())
                .containsExactly("team.a/night/job-20260701T102030Z.jsonl", "team.a/night/job.jsonl");
    }

    @Test
    void claim_refusesAFileOfATeamUnderItsName() throws IOException {
        Files.createDirectory(inbox.resolve("team"));
        Files.writeString(inbox.resolve("team/job.jsonl"), "text");
        Files.writeString(inbox.resolve("team/job.yaml"), "output: ../up");

        assertThat(claim("team/job.jsonl")).isEmpty();
        assertThat(inbox.resolve("refused/team/job.jsonl")).hasContent("text");
    }

    @Test
    void claim_takesNothingThroughALinkedFolderNorFromOurOwn() throws IOException {
        Files.createDirectory(elsewhere);
        Files.writeString(elsewhere.resolve("job.jsonl"), "secret");
        Files.createSymbolicLink(inbox.resolve("team"), elsewhere);
        Files.writeString(inbox.resolve("done/job.jsonl"), "answered");

        assertThat(claim("team/job.jsonl")).isEmpty();
        assertThat(claim("done/job.jsonl")).isEmpty();
        assertThat(claim("team/../../elsewhere/job.jsonl")).isEmpty();
        assertThat(elsewhere.resolve("job.jsonl")).hasContent("secret");
        assertThat(inbox.resolve("done/job.jsonl")).hasContent("answered");
    }

    @Test
    void freeOutput_avoidsFilesAndNamesOfOtherJobs() throws IOException {
        Files.writeString(outbox.resolve("job.jsonl"), "");

        assertThat(folders.freeOutput("job.jsonl", "job-20260701T102030Z.jsonl"::equals))
                .isEqualTo("job-20260701T102030Z-2.jsonl");
        assertThat(folders.freeOutput("new.jsonl", name -> false)).isEqualTo("new.jsonl");
    }
}
