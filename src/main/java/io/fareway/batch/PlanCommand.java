package io.fareway.batch;

import io.fareway.command.Command;
import io.fareway.command.CommandArguments;
import io.fareway.command.CommandSyntax;
import io.fareway.command.ExitCode;
import io.fareway.command.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Estimates cost, ways and end of a job file before anything is sent; sends nothing and changes nothing. */
@Component
@CommandSyntax(
        name = "plan",
        summary = "Estimates cost, ways and end time of a job file before anything is sent",
        words = "FILE",
        ledger = false)
final class PlanCommand implements Command {

    private final SettingsStart settings;
    private final WayPlanner planner;
    private final Lines.Source source;
    private final LineReading reading;
    private final LineStore lines;
    private final BatchProperties properties;
    private final JobWishes wishes;
    private final Clock clock;

    PlanCommand(
            SettingsStart settings,
            WayPlanner planner,
            Lines.Source source,
            LineStore lines,
            BatchProperties properties,
            JobWishes wishes,
            Clock clock) {
        this.settings = settings;
        this.planner = planner;
        this.source = source;
        this.lines = lines;
        this.reading = new LineReading(lines);
        this.properties = properties;
        this.wishes = wishes;
        this.clock = clock;
    }

    @Override
    public int run(CommandArguments arguments, PrintStream out) throws IOException {
        if (arguments.words().size() != 1) {
            throw new UsageException("plan takes one job file");
        }
        Path file = Path.of(arguments.words().getFirst());
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + " is no file");
        }
        if (InputFormat.of(name).isEmpty()) {
            throw new UsageException(name + " is no job file: .jsonl, .csv and .txt are, also with .gz behind");
        }
        settings.activate();
        try {
            JobWishes.Wanted wanted = wishes.of(file, JobWishes.defaultsBeside(file));
            Job job = job(name, wanted.options(), Files.size(file));
            JobEstimate estimate =
                    new JobEstimate(job, wanted.namesDeadline(), properties.concurrency(), planner.usualBatch());
            read(job, file, estimate);
            out.print(estimate.text());
            return estimate.hasFaults() ? ExitCode.FAILED : ExitCode.OK;
        } catch (UnreadableInputException e) {
            out.println(name + " " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private void read(Job job, Path file, JobEstimate estimate) throws IOException {
        try (Lines input = source.open(job, file)) {
            for (Optional<InputLine> next = input.next(); next.isPresent(); next = input.next()) {
                ParsedLine parsed = new LineParser().parse(job.id(), next.get());
                lines.noteIds(job.id(), java.util.List.of(parsed));
                switch (reading.read(job, next.get())) {
                    case BadLine bad -> estimate.add(bad);
                    case BatchLine good -> estimate.add(good, planner.estimate(job, good));
                }
            }
        }
    }

    private Job job(String name, JobOptions options, long bytes) {
        return new Job(
                "plan",
                name,
                options,
                bytes,
                Job.State.RUNNING,
                Job.Control.RUN,
                "",
                0,
                Optional.empty(),
                Job.Counts.NONE,
                Instant.now(clock),
                Optional.empty(),
                "");
    }
}
