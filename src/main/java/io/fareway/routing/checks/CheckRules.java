package io.fareway.routing.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.DisallowSchemaLoader;
import io.fareway.model.choice.TierChecks;
import io.fareway.model.conversation.OutputFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Holds words against the checks of a tier. A failure is named by its check and, for a JSON schema, by the place in the
 * answer, never by words of the answer.
 *
 * <p>Schemas come from callers. They are not followed to other addresses, and their expressions may take only so many steps.
 * An answer is not judged by a schema that cannot be used.
 */
final class CheckRules {

    /** The check whose failures name a place besides. */
    static final String JSON_SCHEMA = "json-schema";

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_PATH)
            .regularExpressionFactory(CheckRules::bounded)
            .build();

    private final ObjectMapper json;
    private final JsonSchemaFactory schemas =
            JsonSchemaFactory.getInstance(VersionFlag.V202012, factory -> factory.enableSchemaCache(false)
                    .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

    CheckRules(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The first check that one of the choices fails.
     *
     * @param said the words of each choice
     */
    Optional<String> failure(TierChecks checks, List<String> said, OutputFormat format) {
        return said.stream()
                .flatMap(words -> failure(checks, words, format).stream())
                .findFirst();
    }

    private Optional<String> failure(TierChecks checks, String words, OutputFormat format) {
        if (checks.notEmpty() && words.isBlank()) {
            return Optional.of("not-empty");
        }
        if (checks.refusals().stream()
                .anyMatch(refusal -> refusal.matcher(words).find())) {
            return Optional.of("refusals");
        }
        if (checks.mustMatch().filter(pattern -> !pattern.matcher(words).find()).isPresent()) {
            return Optional.of("must-match");
        }
        return checks.jsonSchema() && format instanceof OutputFormat.JsonSchema asked
                ? departure(words, asked.schema())
                : Optional.empty();
    }

    private Optional<String> departure(String words, JsonNode schema) {
        JsonNode answer;
        try {
            answer = json.readTree(words);
        } catch (JsonProcessingException noJson) {
            return Optional.of(JSON_SCHEMA + ": no JSON");
        }
        try {
            return schemas.getSchema(schema, CONFIG).validate(answer).stream()
                    .map(ValidationMessage::getInstanceLocation)
                    .map(place -> JSON_SCHEMA + " at " + place)
                    .findFirst();
        } catch (JsonSchemaException | PatternSyntaxException | BoundedText.ExhaustedException unusable) {
            return Optional.empty();
        }
    }

    private static RegularExpression bounded(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return value -> pattern.matcher(new BoundedText(value)).find();
    }
}
