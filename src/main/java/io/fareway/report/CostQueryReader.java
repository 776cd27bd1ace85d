package io.fareway.report;

import io.fareway.model.RequestError;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the parameters of {@code /admin/costs}. Whatever is wrong with them is a 400 that says what is allowed. */
final class CostQueryReader {

    private static final int USUAL_ROWS = 200;
    private static final int MOST_ROWS = 5_000;
    private static final int MOST_GROUPINGS = 3;
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final List<String> OTHERS = List.of("group", "from", "to", "zone", "rows", "format", "savings");

    private final ZoneId usualZone;
    private final Clock clock;

    CostQueryReader(ZoneId usualZone, Clock clock) {
        this.usualZone = usualZone;
        this.clock = clock;
    }

    /**
     * The query that these parameters ask.
     *
     * @throws RequestError when a parameter is unknown or wrong
     */
    CostQuery read(Map<String, List<String>> parameters) {
        requireKnown(parameters.keySet());
        ZoneId zone = zone(parameters);
        Instant now = clock.instant();
        Instant from = one("from", parameters)
                .map(value -> moment("from", value, zone, 0))
                .orElse(LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant());
        Instant to = one("to", parameters)
                .map(value -> moment("to", value, zone, 1))
                .filter(moment -> moment.isBefore(now))
                .orElse(now);
        requireRange(from, to);
        List<String> groups = groups(parameters);
        return new CostQuery(
                from,
                to,
                zone,
                groups.stream().map(Dimension::named).flatMap(Optional::stream).toList(),
                groups.stream().map(TimeStep::named).flatMap(Optional::stream).findFirst(),
                only(parameters),
                rows(parameters));
    }

    /**
     * Whether the table is wanted as CSV.
     *
     * @throws RequestError when another format is asked for
     */
    static boolean wantsCsv(Map<String, List<String>> parameters) {
        String format = one("format", parameters).orElse("json");
        require(format.equals("json") || format.equals("csv"), "format", "must be json or csv");
        return format.equals("csv");
    }

    /**
     * Whether the saving is to be split into its causes: {@code savings}, {@code savings=true}.
     *
     * @throws RequestError when it is neither true nor false
     */
    static boolean wantsSavings(Map<String, List<String>> parameters) {
        String wanted = one("savings", parameters).orElse("false");
        require(wanted.matches("|true|false"), "savings", "must be true, false or without a value");
        return !wanted.equals("false");
    }

    private static void requireKnown(Set<String> names) {
        for (String name : names) {
            if (Dimension.named(name).isEmpty() && !OTHERS.contains(name)) {
                throw RequestError.invalid(
                        name,
                        "There is no parameter '" + name + "'. There are " + String.join(", ", OTHERS)
                                + ", and as filters " + labels(List.of(Dimension.values())) + ".");
            }
        }
    }

    private static List<String> groups(Map<String, List<String>> parameters) {
        Set<String> groups = new LinkedHashSet<>();
        parameters.getOrDefault("group", List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .forEach(groups::add);
        String allowed = "must be up to " + MOST_GROUPINGS + " of " + labels(List.of(Dimension.values()))
                + " and one of hour, day, with commas between them";
        long steps =
                groups.stream().filter(name -> TimeStep.named(name).isPresent()).count();
        boolean known = groups.stream()
                .allMatch(name -> Dimension.named(name).isPresent()
                        || TimeStep.named(name).isPresent());
        require(known && steps <= 1 && groups.size() - steps <= MOST_GROUPINGS, "group", allowed);
        return new ArrayList<>(groups);
    }

    private static Map<Dimension, Set<String>> only(Map<String, List<String>> parameters) {
        Map<Dimension, Set<String>> only = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            List<String> names = parameters.getOrDefault(dimension.label(), List.of());
            if (!names.isEmpty()) {
                only.put(
                        dimension,
                        names.stream().map(dimension::stored).collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return only;
    }

    private ZoneId zone(Map<String, List<String>> parameters) {
        try {
            return one("zone", parameters).map(ZoneId::of).orElse(usualZone);
        } catch (DateTimeException e) {
            throw RequestError.invalid("zone", "'zone' must be a time zone such as UTC or Europe/Berlin.");
        }
    }

    private static Instant moment(String name, String value, ZoneId zone, int daysAfter) {
        try {
            return value.contains("T")
                    ? Instant.parse(value)
                    : LocalDate.parse(value)
                            .plusDays(daysAfter)
                            .atStartOfDay(zone)
                            .toInstant();
        } catch (DateTimeParseException e) {
            throw RequestError.invalid(
                    name, "'" + name + "' must be a day such as 2026-07-01 or a moment such as 2026-07-01T14:00:00Z.");
        }
    }

    private static void requireRange(Instant from, Instant to) {
        require(from.isBefore(to), "from", "must lie before 'to' and before now");
        require(
                Duration.between(from, to).compareTo(LONGEST) <= 0,
                "from",
                "must lie at most " + LONGEST.toDays() + " days before 'to'");
    }

    private static int rows(Map<String, List<String>> parameters) {
        String rows = one("rows", parameters).orElse(Integer.toString(USUAL_ROWS));
        boolean number = rows.matches("[1-9]\\d{0,3}");
        require(number && Integer.parseInt(rows) <= MOST_ROWS, "rows", "must be a whole number from 1 to " + MOST_ROWS);
        return Integer.parseInt(rows);
    }

    private static Optional<String> one(String name, Map<String, List<String>> parameters) {
        List<String> values = parameters.getOrDefault(name, List.of());
        require(values.size() <= 1, name, "must be given once");
        return values.stream().findFirst();
    }

    private static void require(boolean right, String name, String rule) {
        if (!right) {
            throw RequestError.invalid(name, "'" + name + "' " + rule + ".");
        }
    }

    private static String labels(Collection<Dimension> dimensions) {
        return dimensions.stream().map(Dimension::label).collect(Collectors.joining(", "));
    }
}
