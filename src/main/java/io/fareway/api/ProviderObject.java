package io.fareway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.NearestName;
import io.fareway.model.RequestError;
import io.fareway.model.choice.DataPolicy;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.MaxPrice;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.ProviderPreference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * OpenRouter's {@code provider} object in the body of a request. Its {@code require_parameters} needs nothing here: what
 * a request needs is always required. Fields of the reference that nothing here could keep are refused, not passed over.
 *
 * <p>Wire format: <a href="https://openrouter.ai/docs/features/provider-routing">OpenRouter: provider routing</a>.
 */
final class ProviderObject {

    private static final String NAME = "provider";
    private static final List<String> FIELDS = List.of(
            "order",
            "only",
            "ignore",
            "allow_fallbacks",
            "sort",
            "max_price",
            "data_collection",
            "zdr",
            "require_parameters");

    private final JsonNode object;

    private ProviderObject(JsonNode object) {
        this.object = object;
    }

    /**
     * The object in a request; an empty one when it has none.
     *
     * @throws RequestError when it is no object or has a field that is not understood
     */
    static ProviderObject in(JsonNode body) {
        JsonNode object = body.path(NAME);
        if (object.isMissingNode() || object.isNull()) {
            return new ProviderObject(object);
        }
        if (!object.isObject()) {
            throw RequestError.invalid(NAME, "'provider' must be an object, as OpenRouter's reference describes it.");
        }
        object.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw RequestError.invalid(
                        NAME + "." + field,
                        "'provider." + field + "' is not understood here" + NearestName.hint(field, FIELDS)
                                + ". Understood are " + String.join(", ", FIELDS) + ".");
            }
        });
        return new ProviderObject(object);
    }

    Optional<Policy> policy() {
        JsonNode sort = object.path("sort");
        if (absent(sort)) {
            return Optional.empty();
        }
        String by = sort.isObject() ? sort.path("by").asText() : sort.asText();
        return Optional.of(
                switch (by) {
                    case "price" -> Policy.COST;
                    case "latency", "throughput" -> Policy.LATENCY;
                    default ->
                        throw RequestError.invalid(
                                "provider.sort", "'provider.sort' must be 'price', 'latency' or 'throughput'.");
                });
    }

    HardLimits limits() {
        JsonNode price = object.path("max_price");
        if (absent(price)) {
            return HardLimits.NONE;
        }
        MaxPrice most = new MaxPrice(usd(price, "prompt"), usd(price, "completion"));
        HardLimits none = HardLimits.NONE;
        return new HardLimits(
                none.maxCostUsd(),
                most,
                none.maxLatency(),
                none.regions(),
                none.data(),
                none.only(),
                none.ignored(),
                none.capabilities(),
                none.minQuality());
    }

    ProviderPreference preference() {
        if (absent(object)) {
            return ProviderPreference.NONE;
        }
        return new ProviderPreference(
                names("order"),
                absent(object.path("only")) ? Optional.empty() : Optional.of(Set.copyOf(names("only"))),
                new LinkedHashSet<>(names("ignore")),
                flag("allow_fallbacks", true),
                data());
    }

    private DataPolicy data() {
        if (flag("zdr", false)) {
            return DataPolicy.ZERO_RETENTION;
        }
        JsonNode collection = object.path("data_collection");
        if (absent(collection) || collection.asText().equals("allow")) {
            return DataPolicy.MAY_COLLECT;
        }
        if (collection.asText().equals("deny")) {
            return DataPolicy.NO_COLLECTION;
        }
        throw RequestError.invalid("provider.data_collection", "'provider.data_collection' must be 'allow' or 'deny'.");
    }

    private List<String> names(String field) {
        JsonNode list = object.path(field);
        List<String> names = new ArrayList<>();
        if (!absent(list) && !list.isArray()) {
            throw RequestError.invalid(NAME + "." + field, "'provider." + field + "' must be a list of names.");
        }
        for (JsonNode name : list) {
            if (!name.isTextual()) {
                throw RequestError.invalid(NAME + "." + field, "'provider." + field + "' must be a list of names.");
            }
            names.add(name.textValue().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private boolean flag(String field, boolean otherwise) {
        JsonNode value = object.path(field);
        if (absent(value)) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw RequestError.invalid(NAME + "." + field, "'provider." + field + "' must be true or false.");
        }
        return value.booleanValue();
    }

    private static Optional<BigDecimal> usd(JsonNode price, String field) {
        JsonNode value = price.path(field);
        if (absent(value)) {
            return Optional.empty();
        }
        if (!value.asText().matches("\\d{1,9}(\\.\\d{1,12})?")) {
            throw RequestError.invalid(
                    "provider.max_price." + field,
                    "'provider.max_price." + field + "' must be USD per million tokens, as in 0.5.");
        }
        return Optional.of(new BigDecimal(value.asText()));
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
