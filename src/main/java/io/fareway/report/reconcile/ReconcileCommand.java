package io.fareway.report.reconcile;

import io.fareway.command.Command;
import io.fareway.command.CommandArguments;
import io.fareway.command.CommandSyntax;
import io.fareway.command.ExitCode;
import io.fareway.command.SettingsReading;
import io.fareway.command.UsageException;
import io.fareway.model.Deployment;
import io.fareway.model.NearestName;
import io.fareway.model.Settings;
import io.fareway.report.LedgerSnapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Holds a provider's usage or cost export against the ledger. Changes nothing. */
@Component
@CommandSyntax(
        name = "reconcile",
        summary = "Holds a provider's usage or cost export (CSV) against the ledger; exit code 1 when they differ",
        words = "FILE",
        options = {
            @CommandSyntax.Option(
                    name = "provider",
                    value = "NAME",
                    meaning = "Whose export it is, as in providers.yaml"),
            @CommandSyntax.Option(name = "format", value = "FORMAT", meaning = "openai, anthropic or generic"),
            @CommandSyntax.Option(
                    name = "columns",
                    value = "HOLDS=COLUMN,...",
                    meaning = "For generic: which column holds date, model, cost, input, cache_read, output, ..."),
            @CommandSyntax.Option(name = "zone", value = "ZONE", meaning = "Where the export's days begin; UTC"),
            @CommandSyntax.Option(name = "tolerance", value = "PERCENT", meaning = "What may differ; 0.5"),
            @CommandSyntax.Option(name = "tolerance-usd", value = "USD", meaning = "Money that never matters; 0.01"),
            @CommandSyntax.Option(name = "all", meaning = "Prints what agrees, too")
        })
final class ReconcileCommand implements Command {

    private final LedgerSnapshot ledger;
    private final SettingsReading settings;

    ReconcileCommand(LedgerSnapshot ledger, SettingsReading settings) {
        this.ledger = ledger;
        this.settings = settings;
    }

    @Override
    public int run(CommandArguments arguments, PrintStream out) throws IOException {
        if (arguments.words().size() != 1) {
            throw new UsageException("reconcile takes one file");
        }
        Path file = Path.of(arguments.words().getFirst());
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + " is no file");
        }
        Settings known = settings.read(Map.of());
        String provider = provider(arguments, known);
        ExportFormat format = format(arguments);
        ZoneId zone = zone(arguments);
        Tolerance tolerance =
                new Tolerance(decimal("tolerance", "0.5", arguments), decimal("tolerance-usd", "0.01", arguments));
        Export export = Export.read(file, format);
        BookedSheet booked = BookedSheet.read(ledger, provider, export, zone);
        Comparison comparison =
                Comparison.of(inOurNames(export, new ModelNames(known, provider)), booked.sheet(), tolerance);
        out.print(new ComparisonText(provider, export, booked, tolerance, zone).of(comparison, arguments.has("all")));
        boolean agrees =
                comparison.differences().isEmpty() && export.unreadRows().isEmpty();
        return agrees ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Sheet inOurNames(Export export, ModelNames names) {
        Sheet sheet = new Sheet();
        export.sheet()
                .cells()
                .forEach((cell, amount) -> sheet.add(
                        new Cell(
                                cell.day(),
                                cell.model().equals(Cell.ALL) ? Cell.ALL : names.ours(cell.model()),
                                cell.part()),
                        amount));
        return sheet;
    }

    private static String provider(CommandArguments arguments, Settings known) {
        String name = arguments.option("provider").orElseThrow(() -> new UsageException("whose? Say --provider NAME"));
        Set<String> names =
                known.deployments().values().stream().map(Deployment::provider).collect(Collectors.toSet());
        if (!names.contains(name)) {
            throw new UsageException("no active provider \"" + name + "\"" + NearestName.hint(name, names));
        }
        return name;
    }

    private static ExportFormat format(CommandArguments arguments) {
        String name = arguments.option("format").orElse("generic");
        return switch (name) {
            case "openai" -> new OpenAiFormat();
            case "anthropic" -> new AnthropicFormat();
            case "generic" ->
                new GenericFormat(columns(arguments.option("columns").orElse("")));
            default ->
                throw new UsageException("unknown format \"" + name + "\""
                        + NearestName.hint(name, List.of("openai", "anthropic", "generic")));
        };
    }

    private static Map<String, String> columns(String text) {
        Map<String, String> columns = new HashMap<>();
        for (String pair : text.isEmpty() ? List.<String>of() : List.of(text.split(","))) {
            int equals = pair.indexOf('=');
            String holding = pair.substring(0, Math.max(0, equals)).strip();
            if (!GenericFormat.holdings().contains(holding)) {
                throw new UsageException("--columns: \"" + pair + "\" must be one of "
                        + String.join(", ", GenericFormat.holdings()) + ", then = and the column's name");
            }
            columns.put(holding, pair.substring(equals + 1).strip());
        }
        return columns;
    }

    private static ZoneId zone(CommandArguments arguments) {
        try {
            return ZoneId.of(arguments.option("zone").orElse("UTC"));
        } catch (DateTimeException unknown) {
            throw new UsageException("--zone must be a time zone such as UTC or Europe/Berlin");
        }
    }

    private static BigDecimal decimal(String option, String usual, CommandArguments arguments) {
        String text = arguments.option(option).orElse(usual);
        if (!text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
            throw new UsageException("--" + option + " must be a decimal such as " + usual);
        }
        return new BigDecimal(text);
    }
}
