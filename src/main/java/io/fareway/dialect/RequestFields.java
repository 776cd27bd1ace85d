package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.RequestError;

/** Checks fields of callers' requests. Every method throws a {@link RequestError} that names the field at fault. */
public final class RequestFields {

    private RequestFields() {}

    /** The field {@code model}: a text. */
    public static void requireModel(JsonNode request) {
        JsonNode model = request.path("model");
        if (!model.isTextual() || model.textValue().isBlank()) {
            throw RequestError.invalid(
                    "model",
                    "'model' must be a text: 'auto', a tier, a model, or 'provider/model'. GET /v1/models lists them.");
        }
    }

    /**
     * A field that must be an array.
     *
     * @param of what it holds, for the error message
     */
    public static JsonNode requireArray(JsonNode request, String field, String of) {
        JsonNode value = request.path(field);
        if (!value.isArray()) {
            throw RequestError.invalid(
                    field, "'" + field + "' must be an array of " + of + ", not " + kind(value) + ".");
        }
        return value;
    }

    /** A field that is absent, null, true or false. */
    public static void checkBoolean(JsonNode request, String field) {
        JsonNode value = request.path(field);
        if (!absent(value) && !value.isBoolean()) {
            throw RequestError.invalid(field, "'" + field + "' must be true or false, not " + kind(value) + ".");
        }
    }

    /** A field that is absent, null, or a whole number above 0. */
    public static void checkTokenLimit(JsonNode request, String field) {
        JsonNode value = request.path(field);
        if (!absent(value) && !(value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0)) {
            throw RequestError.invalid(
                    field, "'" + field + "' must be a whole number above 0, not " + kind(value) + ".");
        }
    }

    /** A field that is absent, null, or an object. */
    public static void checkObject(JsonNode request, String field) {
        JsonNode value = request.path(field);
        if (!absent(value) && !value.isObject()) {
            throw RequestError.invalid(field, "'" + field + "' must be an object, not " + kind(value) + ".");
        }
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** What a value is, in words for an error message. */
    public static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING -> "absent";
            case NULL -> "null";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "the number " + node.asText();
            case STRING -> "a text";
            case ARRAY -> "an array";
            case OBJECT, POJO, BINARY -> "an object";
        };
    }
}
