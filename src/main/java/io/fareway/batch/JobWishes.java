package io.fareway.batch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fareway.model.NearestName;
import io.fareway.model.choice.Policy;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the owner of a job wants, from the file {@code NAME.job.yaml} beside it; what that does not say, from {@code
 * job.yaml} of the folder into which the job was dropped.
 */
final class JobWishes {

    /** What is put behind the name of a job file. */
    static final String SUFFIX = ".job.yaml";

    private static final Set<String> KEYS = new TreeSet<>(
            Set.of("model", "tier", "policy", "deadline", "budget-usd", "output", "template", "priority", "order"));
    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,4})\\s*([mhd])");
    private static final Pattern FOLDER =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,7}(\\.\\d{1,12})?");
    private static final long LARGEST_FILE = 64 * 1024;

    private final YAMLMapper yaml = new YAMLMapper();
    private final Clock clock;
    private final Supplier<Set<String>> tiers;
    private final Defaults defaults;

    /** @param tiers names of the tiers there are now */
    JobWishes(Clock clock, Supplier<Set<String>> tiers, Defaults defaults) {
        this.clock = clock;
        this.tiers = tiers;
        this.defaults = defaults;
    }

    /**
     * What is wanted of jobs whose owners do not say.
     *
     * @param deadline from their arrival
     */
    record Defaults(Duration deadline, JobOptions.Order order) {}

    /** Where the wishes for all jobs of a folder stand. */
    static Path defaultsBeside(Path file) {
        return file.resolveSibling("job.yaml");
    }

    /**
     * What is wanted.
     *
     * @param priority larger goes first
     * @param namesDeadline whether the owner has said by when, and not only the settings
     */
    record Wanted(JobOptions options, int priority, boolean namesDeadline) {}

    /**
     * What is wanted of a job file.
     *
     * @param ofFolder file of the wishes for all jobs of its folder, which need not exist
     * @throws UnreadableInputException when a file of wishes cannot be understood
     */
    Wanted of(Path file, Path ofFolder) throws IOException {
        ObjectNode wishes = read(ofFolder);
        ObjectNode own = read(file.resolveSibling(file.getFileName() + SUFFIX));
        if (own.has("model") || own.has("tier")) {
            wishes.remove(List.of("model", "tier"));
        }
        wishes.setAll(own);
        Optional<String> deadline = text(wishes, "deadline");
        return new Wanted(
                new JobOptions(
                        JobOptions.Source.FOLDER,
                        model(wishes),
                        policy(wishes),
                        Optional.of(deadline.isPresent() ? deadline(deadline.get()) : now().plus(defaults.deadline())),
                        budget(wishes),
                        folder(text(wishes, "output")),
                        text(wishes, "template"),
                        order(wishes)),
                priority(wishes),
                deadline.isPresent());
    }

    private Optional<String> model(JsonNode wishes) throws UnreadableInputException {
        Optional<String> tier = text(wishes, "tier");
        if (tier.isPresent() && wishes.hasNonNull("model")) {
            throw new UnreadableInputException(
                    "has wishes that cannot be met: only one of 'model' and 'tier' may be set");
        }
        if (tier.isPresent() && !tiers.get().contains(tier.get())) {
            throw wrong("tier", tier.get(), oneOf(tier.get(), tiers.get()));
        }
        return tier.or(() -> text(wishes, "model"));
    }

    private static Optional<String> policy(JsonNode wishes) throws UnreadableInputException {
        Optional<String> policy = text(wishes, "policy");
        if (policy.isPresent() && Policy.of(policy.get()).isEmpty()) {
            throw wrong("policy", policy.get(), oneOf(policy.get(), Policy.labels()));
        }
        return policy;
    }

    private static String oneOf(String value, Collection<String> known) {
        return "one of " + String.join(", ", known) + NearestName.hint(value, known);
    }

    private ObjectNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return yaml.createObjectNode();
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new UnreadableInputException(file.getFileName() + " is larger than " + LARGEST_FILE + " bytes");
        }
        JsonNode wishes;
        try {
            wishes = yaml.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new UnreadableInputException(file.getFileName() + " is no YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
        if (wishes.isMissingNode() || wishes.isNull()) {
            return yaml.createObjectNode();
        }
        if (!(wishes instanceof ObjectNode object)) {
            throw new UnreadableInputException(file.getFileName() + " must hold keys with values");
        }
        for (String key : (Iterable<String>) object::fieldNames) {
            if (!KEYS.contains(key) || !object.path(key).isValueNode()) {
                throw new UnreadableInputException(file.getFileName() + ": '" + key + "' is not known; there are "
                        + String.join(", ", KEYS) + NearestName.hint(key, KEYS));
            }
        }
        return object;
    }

    private static Optional<String> text(JsonNode wishes, String key) {
        return wishes.hasNonNull(key) ? Optional.of(wishes.path(key).asText()) : Optional.empty();
    }

    private Instant deadline(String text) throws UnreadableInputException {
        Matcher duration = DURATION.matcher(text);
        if (duration.matches()) {
            long amount = Long.parseLong(duration.group(1));
            return now().plus(
                            switch (duration.group(2)) {
                                case "m" -> Duration.ofMinutes(amount);
                                case "h" -> Duration.ofHours(amount);
                                default -> Duration.ofDays(amount);
                            });
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong("deadline", text, "a duration such as 8h, or a moment such as 2026-12-01T06:00:00Z");
        }
    }

    /** Deadlines are for people, and to the second. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Optional<BigDecimal> budget(JsonNode wishes) throws UnreadableInputException {
        Optional<String> text = text(wishes, "budget-usd");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> amount = amount(text.get());
        if (amount.isEmpty()) {
            throw wrong("budget-usd", text.get(), "an amount such as 2.50");
        }
        return amount;
    }

    /** An amount of USD; empty when the text is none. */
    static Optional<BigDecimal> amount(String text) {
        return AMOUNT.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static Optional<String> folder(Optional<String> text) throws UnreadableInputException {
        if (text.isPresent() && !FOLDER.matcher(text.get()).matches()) {
            throw wrong("output", text.get(), "a folder below the outbox, in letters, digits, dots and hyphens");
        }
        return text;
    }

    private JobOptions.Order order(JsonNode wishes) throws UnreadableInputException {
        Optional<String> text = text(wishes, "order");
        if (text.isEmpty()) {
            return defaults.order();
        }
        Optional<JobOptions.Order> order = JobOptions.Order.of(text.get());
        if (order.isEmpty()) {
            throw wrong("order", text.get(), oneOf(text.get(), List.of("input", "any")));
        }
        return order.get();
    }

    private static int priority(JsonNode wishes) throws UnreadableInputException {
        String text = text(wishes, "priority").orElse("0");
        if (!text.matches("-?\\d{1,6}")) {
            throw wrong("priority", text, "a whole number");
        }
        return Integer.parseInt(text);
    }

    private static UnreadableInputException wrong(String key, String value, String expected) {
        return new UnreadableInputException(
                "has wishes that cannot be met: '" + key + "' is '" + value + "' and must be " + expected);
    }
}
