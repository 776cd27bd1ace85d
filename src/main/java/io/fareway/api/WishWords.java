package io.fareway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.NearestName;
import io.fareway.model.RequestError;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a caller says about one request, by name: a header {@code x-fareway-max-cost-usd}, else a field
 * {@code fareway_max_cost_usd} of {@code metadata}. Fields that no other application is likely to use are also read
 * without the prefix.
 */
final class WishWords {

    private static final Pattern COMMA = Pattern.compile(",");
    /** How the names of all such headers begin. */
    static final String HEADER = "x-fareway-";

    private static final String FIELD = "fareway_";
    private static final Set<String> WITHOUT_PREFIX = Set.of("max-cost-usd", "max-latency-ms");

    private final Function<String, Optional<String>> headers;
    private final JsonNode metadata;

    /**
     * Reads from these.
     *
     * @param headers the value of a header by its name
     * @param metadata the request's {@code metadata}; may be missing
     */
    WishWords(Function<String, Optional<String>> headers, JsonNode metadata) {
        this.headers = headers;
        this.metadata = metadata;
    }

    /** What is said under a name such as {@code max-cost-usd}. */
    Optional<Wish> find(String name) {
        String field = name.replace('-', '_');
        return headers.apply(HEADER + name)
                .map(value -> new Wish(HEADER + name, value.strip()))
                .or(() -> inMetadata(FIELD + field))
                .or(() -> WITHOUT_PREFIX.contains(name) ? inMetadata(field) : Optional.empty());
    }

    /** A field of the metadata that other applications may use with a meaning of their own. */
    Optional<Wish> inMetadata(String field) {
        JsonNode value = metadata.path(field);
        return value.isValueNode() && !value.isNull()
                ? Optional.of(new Wish("metadata." + field, value.asText().strip()))
                : Optional.empty();
    }

    /**
     * One value and where it was said.
     *
     * @param place the header or field, for messages
     */
    record Wish(String place, String value) {

        /** The value as one of several words; a wrong one is refused with the nearest. */
        <T> T word(Function<String, Optional<T>> meaning, Collection<String> known) {
            return meaning.apply(value.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> RequestError.invalid(
                            place,
                            place + " must be one of " + String.join(", ", known) + ", not '" + value + "'"
                                    + NearestName.hint(value, known) + "."));
        }

        /** Words between commas, in lower case. */
        Set<String> words() {
            Set<String> words = new LinkedHashSet<>();
            COMMA.splitAsStream(value.toLowerCase(Locale.ROOT))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .forEach(words::add);
            if (words.isEmpty()) {
                throw RequestError.invalid(place, place + " is empty: name at least one.");
            }
            return words;
        }

        /** A whole number of milliseconds above 0. */
        long millis() {
            if (!value.matches("[1-9]\\d{0,8}")) {
                throw RequestError.invalid(place, place + " must be a whole number of milliseconds above 0.");
            }
            return Long.parseLong(value);
        }

        /** A whole number from 0 to 100. */
        int percent() {
            if (!value.matches("\\d{1,2}|100")) {
                throw RequestError.invalid(place, place + " must be a whole number from 0 to 100.");
            }
            return Integer.parseInt(value);
        }

        /** An amount in USD, not negative. */
        BigDecimal usd() {
            if (!value.matches("\\d{1,9}(\\.\\d{1,12})?")) {
                throw RequestError.invalid(place, place + " must be an amount in USD, as in 0.002.");
            }
            return new BigDecimal(value);
        }
    }
}
