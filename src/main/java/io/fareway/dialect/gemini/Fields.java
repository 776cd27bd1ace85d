package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds fields by their camel-case names or by their snake-case ones: the <a
 * href="https://protobuf.dev/programming-guides/json/">JSON form of protocol buffers</a> allows both, and callers use
 * both.
 */
final class Fields {

    private Fields() {}

    /** A field; missing when there is none. */
    static JsonNode at(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isMissingNode() ? object.path(snake(name)) : value;
    }

    /** A text; empty when there is none. */
    static String text(JsonNode object, String name) {
        JsonNode value = at(object, name);
        return value.isTextual() ? value.textValue() : "";
    }

    /** A number, exactly as written. */
    static Optional<BigDecimal> decimal(JsonNode object, String name) {
        JsonNode value = at(object, name);
        return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
    }

    /** A whole number, also one that is written as a decimal, {@code 40.0} for example. */
    static OptionalInt integer(JsonNode object, String name) {
        JsonNode value = at(object, name);
        boolean whole = value.isNumber()
                && value.canConvertToInt()
                && (value.isIntegralNumber() || value.doubleValue() == Math.rint(value.doubleValue()));
        return whole ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
    }

    /** The camel-case name of a field that may be written in either way. */
    static String camel(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(letter) : letter);
                upper = false;
            }
        }
        return camel.toString();
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
