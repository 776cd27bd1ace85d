package io.fareway.routing.whatif;

import io.fareway.command.Command;
import io.fareway.command.CommandArguments;
import io.fareway.command.CommandSyntax;
import io.fareway.command.ExitCode;
import io.fareway.command.PeriodOption;
import io.fareway.command.SettingsReading;
import io.fareway.command.UsageException;
import io.fareway.ledger.PastRequests;
import io.fareway.model.NearestName;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.choice.Policy;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceBook;
import io.fareway.pricing.PriceTable;
import io.fareway.report.ReportProperties;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Period;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Replays a period of the ledger under other settings. Reads the ledger and changes nothing. */
@Component
@CommandSyntax(
        name = "what-if",
        summary =
                "Replays a period under another policy, price table or tier map and compares bill, latency and failures",
        options = {
            @CommandSyntax.Option(
                    name = "policy",
                    value = "POLICY|TIER=POLICY,...",
                    meaning =
                            "Policy of all tiers, or of single ones: cost, latency, reliability, balanced, fixed, weighted,"
                                    + " least-busy"),
            @CommandSyntax.Option(name = "prices", value = "FILE", meaning = "Stands in for config/prices.yaml"),
            @CommandSyntax.Option(name = "tiers", value = "FILE", meaning = "Stands in for config/tiers.yaml"),
            @CommandSyntax.Option(name = "from", value = "DAY", meaning = "First day or moment; 30 days ago"),
            @CommandSyntax.Option(name = "to", value = "DAY", meaning = "Last day, whole, or moment; now"),
            @CommandSyntax.Option(name = "json", meaning = "Prints JSON")
        })
final class WhatIfCommand implements Command {

    private static final Period USUAL = Period.ofDays(30);

    private final SettingsReading settings;
    private final PriceBook prices;
    private final PastRequests ledger;
    private final CostCalculator costs;
    private final ReportProperties reports;
    private final Clock clock;

    WhatIfCommand(
            SettingsReading settings,
            PriceBook prices,
            PastRequests ledger,
            CostCalculator costs,
            ReportProperties reports,
            Clock clock) {
        this.settings = settings;
        this.prices = prices;
        this.ledger = ledger;
        this.costs = costs;
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public int run(CommandArguments arguments, PrintStream out) {
        Question question = question(arguments);
        WhatIf result = answer(question);
        if (result.coverage().requests() == 0) {
            out.println("The ledger holds no request of this period.");
            return ExitCode.FAILED;
        }
        out.print(arguments.has("json") ? WhatIfJson.of(result).toPrettyString() + "\n" : WhatIfText.of(result));
        return ExitCode.OK;
    }

    private WhatIf answer(Question question) {
        return ledger.read(pass -> {
            PeriodFigures figures = new PeriodFigures();
            pass.each(question.period().from(), question.period().to(), figures::add);
            Replay replay = new Replay(question, figures, new Charges(question, costs));
            pass.each(question.period().from(), question.period().to(), replay::add);
            return replay.result();
        });
    }

    private Question question(CommandArguments arguments) {
        PeriodOption period = PeriodOption.of(arguments, reports.zone(), USUAL, clock);
        Map<String, Path> instead = new HashMap<>();
        for (String file : List.of("tiers", "prices")) {
            arguments.option(file).ifPresent(path -> instead.put(file, existing(path)));
        }
        Settings now = settings.read(Map.of());
        Settings other = instead.isEmpty() ? now : settings.read(instead);
        PriceTable table =
                instead.containsKey("prices") ? PriceTable.of(other.prices()) : prices.tableWith(other.prices());
        return new Question(
                period,
                policies(arguments.option("policy").orElse(""), other),
                other,
                Question.changedTiers(now, other),
                table,
                instead.containsKey("prices"));
    }

    private static Path existing(String file) {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new UsageException(file + " is no file");
        }
        return path;
    }

    private static Map<String, Policy> policies(String text, Settings settings) {
        Map<String, Policy> policies = new HashMap<>();
        for (String part : text.isEmpty() ? List.<String>of() : List.of(text.split(","))) {
            int equals = part.indexOf('=');
            String tier = part.substring(0, Math.max(0, equals)).strip();
            if (equals >= 0) {
                requireTier(tier, settings);
            }
            policies.put(tier, policy(part.substring(equals + 1).strip()));
        }
        return policies;
    }

    private static void requireTier(String tier, Settings settings) {
        Set<String> names = new HashSet<>(settings.tiers().keySet());
        names.add(Tier.NAMED);
        if (!names.contains(tier)) {
            throw new UsageException("unknown tier \"" + tier + "\"" + NearestName.hint(tier, names));
        }
    }

    private static Policy policy(String label) {
        return Policy.of(label)
                .orElseThrow(() -> new UsageException(
                        "unknown policy \"" + label + "\"" + NearestName.hint(label, Policy.labels())));
    }
}
