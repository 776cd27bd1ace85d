package io.fareway.model.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbstractKeyword;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.PathType;
import com.networknt.schema.RefValidator;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.Vocabularies;
import com.networknt.schema.Vocabulary;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JSON schema of somebody else's. It is not followed to other addresses, and may take only so many {@link Steps}: each
 * look of its expressions is one, and each reference within it takes many, for only references make more work, and more
 * memory, than its length. Of use for one answer.
 */
final class BoundedSchema {

    private static final List<JsonMetaSchema> DIALECTS = List.of(
            JsonMetaSchema.getV4(),
            JsonMetaSchema.getV6(),
            JsonMetaSchema.getV7(),
            JsonMetaSchema.getV201909(),
            JsonMetaSchema.getV202012());

    private static final int STEPS_TO_RESOLVE = 1_000;
    private static final int STEPS_TO_FOLLOW = 100;

    private final Steps steps = new Steps();
    private final JsonSchema schema;

    /**
     * Reads it.
     *
     * @throws JsonSchemaException when it is no schema
     */
    BoundedSchema(JsonNode written) {
        JsonSchemaFactory.Builder factory = JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(DIALECTS.getLast().getIri())
                .enableSchemaCache(false)
                .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance()));
        DIALECTS.forEach(dialect -> factory.metaSchema(counting(dialect)));
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_PATH)
                .regularExpressionFactory(this::bounded)
                .build();
        schema = factory.build().getSchema(written, config);
    }

    /**
     * Reads what it refers to as well, which is else done where an answer needs it.
     *
     * @throws JsonSchemaException when it leads elsewhere
     */
    void resolve() {
        schema.initializeValidators();
    }

    /**
     * The first departure of a document from it.
     *
     * @throws JsonSchemaException when it leads elsewhere
     * @throws java.util.regex.PatternSyntaxException when one of its expressions cannot be read
     * @throws Steps.ExhaustedException when it takes too long
     */
    Optional<ValidationMessage> departure(JsonNode document) {
        return schema.validate(document).stream().findFirst();
    }

    /** Where a dialect has vocabularies, their keywords count and not its own. */
    private JsonMetaSchema counting(JsonMetaSchema dialect) {
        List<Keyword> own =
                List.of(new CountedReference(), new NotFollowed("$dynamicRef"), new NotFollowed("$recursiveRef"));
        return JsonMetaSchema.builder(dialect)
                .keywords(own)
                .vocabularyFactory(iri -> with(own, Vocabularies.getVocabulary(iri)))
                .build();
    }

    private static Vocabulary with(List<Keyword> own, Vocabulary plain) {
        Map<String, Keyword> keywords = new LinkedHashMap<>();
        plain.getKeywords().forEach(keyword -> keywords.put(keyword.getValue(), keyword));
        own.forEach(keyword -> keywords.replace(keyword.getValue(), keyword));
        return new Vocabulary(plain.getIri(), keywords.values().toArray(Keyword[]::new));
    }

    private RegularExpression bounded(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return value -> pattern.matcher(new BoundedText(value, steps)).find();
    }

    private final class CountedReference extends AbstractKeyword {

        CountedReference() {
            super("$ref");
        }

        @Override
        public JsonValidator newValidator(
                SchemaLocation location,
                JsonNodePath path,
                JsonNode node,
                JsonSchema parent,
                ValidationContext validation) {
            steps.take(STEPS_TO_RESOLVE);
            return new RefValidator(location, path, node, parent, validation) {
                @Override
                public Set<ValidationMessage> validate(
                        ExecutionContext execution, JsonNode value, JsonNode root, JsonNodePath place) {
                    steps.take(STEPS_TO_FOLLOW);
                    return super.validate(execution, value, root, place);
                }
            };
        }
    }

    private static final class NotFollowed extends AbstractKeyword {

        NotFollowed(String keyword) {
            super(keyword);
        }

        @Override
        public JsonValidator newValidator(
                SchemaLocation location,
                JsonNodePath path,
                JsonNode node,
                JsonSchema parent,
                ValidationContext validation) {
            throw new JsonSchemaException(getValue() + " is not followed");
        }
    }
}
