package io.fareway.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.command.Command;
import io.fareway.command.CommandArguments;
import io.fareway.command.CommandSyntax;
import io.fareway.command.ExitCode;
import io.fareway.command.UsageException;
import io.fareway.model.Deployment;
import io.fareway.model.NearestName;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Runs a prompt set against deployments, over the gateway's own provider routes and into its ledger. */
@Component
@CommandSyntax(
        name = "evaluate",
        summary =
                "Runs a prompt set against deployments: quality, latency, throughput, cost; exit code 1 without answers",
        words = "FILE",
        options = {
            @CommandSyntax.Option(name = "deployments", value = "A/B,C/D", meaning = "the deployments to be asked"),
            @CommandSyntax.Option(name = "tier", value = "TIER", meaning = "or all of this tier"),
            @CommandSyntax.Option(name = "at-once", value = "N", meaning = "calls under way at each deployment; 4"),
            @CommandSyntax.Option(name = "repeats", value = "N", meaning = "how often each prompt is sent; 3"),
            @CommandSyntax.Option(name = "warm-up", value = "N", meaning = "calls to each before it is measured; 4")
        },
        server = true)
final class EvaluateCommand implements Command {

    private static final int USUAL_AT_ONCE = 4;
    private static final int USUAL_REPEATS = 3;
    private static final int USUAL_WARM_UP = 4;
    private static final int LARGEST_NUMBER = 1_000;

    private final EvaluationGateway gateway;
    private final EvaluationCalls calls;
    private final ObjectMapper json;
    private final Clock clock;
    private final Path reports;

    EvaluateCommand(
            EvaluationGateway gateway,
            EvaluationCalls calls,
            ObjectMapper json,
            Clock clock,
            @Value("${fareway.reports.folder:reports}") Path reports) {
        this.gateway = gateway;
        this.calls = calls;
        this.json = json;
        this.clock = clock;
        this.reports = reports;
    }

    @Override
    public int run(CommandArguments arguments, PrintStream out) throws IOException {
        if (arguments.words().size() != 1) {
            throw new UsageException("evaluate takes one file of prompts");
        }
        int atOnce = number(arguments, "at-once", USUAL_AT_ONCE, 1);
        int repeats = number(arguments, "repeats", USUAL_REPEATS, 1);
        int warmUp = number(arguments, "warm-up", USUAL_WARM_UP, 0);
        PromptSet set = new PromptSetReader(json).read(Path.of(arguments.words().getFirst()));
        Settings settings = gateway.start();
        List<Deployment> deployments = deployments(arguments, settings);
        EvaluationFolder folder = new EvaluationFolder(reports.resolve("evaluations"), json);
        Optional<EarlierRun> earlier = folder.lastRunOf(set);
        Instant begun = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Evaluation evaluation = new Evaluation(
                set.name(),
                set.fingerprint(),
                begun,
                set.prompts().size(),
                atOnce,
                repeats,
                run(new EvaluationRun(calls, settings, set, atOnce, repeats, warmUp), deployments));
        new EvaluationTable(evaluation, earlier).lines().forEach(out::println);
        out.println();
        out.println("Report: " + folder.write(evaluation, earlier));
        return evaluation.deployments().stream().allMatch(figures -> figures.answered() > 0)
                ? ExitCode.OK
                : ExitCode.FAILED;
    }

    private static List<DeploymentFigures> run(EvaluationRun run, List<Deployment> deployments) throws IOException {
        try {
            return run.run(deployments);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the last answer came");
        }
    }

    private static int number(CommandArguments arguments, String option, int usual, int least) {
        Optional<String> given = arguments.option(option);
        if (given.isEmpty()) {
            return usual;
        }
        int number = given.get().matches("\\d{1,4}") ? Integer.parseInt(given.get()) : -1;
        if (number < least || number > LARGEST_NUMBER) {
            throw new UsageException("--" + option + " must be a whole number from " + least + " to " + LARGEST_NUMBER);
        }
        return number;
    }

    private static List<Deployment> deployments(CommandArguments arguments, Settings settings) {
        if (arguments.has("deployments") == arguments.has("tier")) {
            throw new UsageException("say whom to ask: either --deployments or --tier");
        }
        return arguments.has("tier")
                ? ofTier(arguments.option("tier").orElseThrow(), settings)
                : named(arguments.option("deployments").orElseThrow(), settings);
    }

    private static List<Deployment> ofTier(String name, Settings settings) {
        Optional<Tier> tier = Optional.ofNullable(settings.tiers().get(name));
        return tier
                .orElseThrow(() -> new UsageException("unknown tier \"" + name + "\""
                        + NearestName.hint(name, settings.tiers().keySet())))
                .deployments()
                .stream()
                .flatMap(deployment -> settings.deployment(deployment).stream())
                .toList();
    }

    private static List<Deployment> named(String names, Settings settings) {
        List<Deployment> deployments = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            deployments.add(settings.deployment(name.strip())
                    .orElseThrow(() -> new UsageException("\"" + name.strip() + "\" is no active deployment"
                            + NearestName.hint(
                                    name.strip(), settings.deployments().keySet()))));
        }
        return deployments.stream().distinct().toList();
    }
}
