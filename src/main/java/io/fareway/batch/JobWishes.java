package io.fareway.batch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the owner of a job wants, from the file {@code NAME.job.yaml} beside it. */
final class JobWishes {

    /** What is put behind the name of a job file. */
    static final String SUFFIX = ".job.yaml";

    private static final Set<String> KEYS =
            new TreeSet<>(Set.of("model", "deadline", "budget-usd", "output", "template", "priority"));
    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,4})\\s*([mhd])");
    private static final Pattern FOLDER =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final long LARGEST_FILE = 64 * 1024;

    private final YAMLMapper yaml = new YAMLMapper();
    private final Clock clock;

    JobWishes(Clock clock) {
        this.clock = clock;
    }

    /**
     * What is wanted.
     *
     * @param priority larger goes first
     */
    record Wanted(JobOptions options, int priority) {

        /** Nothing special. */
        static final Wanted NONE = new Wanted(JobOptions.NONE, 0);
    }

    /**
     * What is wanted of a job file.
     *
     * @throws UnreadableInputException when a file of wishes cannot be understood
     */
    Wanted of(Path file) throws IOException {
        Path own = file.resolveSibling(file.getFileName() + SUFFIX);
        if (!Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS)) {
            return Wanted.NONE;
        }
        JsonNode wishes = read(own);
        return new Wanted(
                new JobOptions(
                        JobOptions.Source.FOLDER,
                        text(wishes, "model"),
                        text(wishes, "deadline").isPresent()
                                ? Optional.of(deadline(text(wishes, "deadline").get()))
                                : Optional.empty(),
                        budget(wishes),
                        folder(text(wishes, "output")),
                        text(wishes, "template")),
                priority(wishes));
    }

    private JsonNode read(Path file) throws IOException {
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
        if (!wishes.isObject()) {
            throw new UnreadableInputException(file.getFileName() + " must hold keys with values");
        }
        for (String key : (Iterable<String>) wishes::fieldNames) {
            if (!KEYS.contains(key) || !wishes.path(key).isValueNode()) {
                throw new UnreadableInputException(
                        file.getFileName() + ": '" + key + "' is not known; there are " + String.join(", ", KEYS));
            }
        }
        return wishes;
    }

    private static Optional<String> text(JsonNode wishes, String key) {
        return wishes.hasNonNull(key) ? Optional.of(wishes.path(key).asText()) : Optional.empty();
    }

    private Instant deadline(String text) throws UnreadableInputException {
        Matcher duration = DURATION.matcher(text);
        if (duration.matches()) {
            long amount = Long.parseLong(duration.group(1));
            return clock.instant()
                    .plus(
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

    private static Optional<BigDecimal> budget(JsonNode wishes) throws UnreadableInputException {
        Optional<String> text = text(wishes, "budget-usd");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.get().matches("\\d{1,7}(\\.\\d{1,12})?")) {
            throw wrong("budget-usd", text.get(), "an amount such as 2.50");
        }
        return text.map(BigDecimal::new);
    }

    private static Optional<String> folder(Optional<String> text) throws UnreadableInputException {
        if (text.isPresent() && !FOLDER.matcher(text.get()).matches()) {
            throw wrong("output", text.get(), "a folder below the outbox, in letters, digits, dots and hyphens");
        }
        return text;
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
