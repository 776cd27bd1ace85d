package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Citation;

/**
 * Sources of an answer.
 *
 * <p>Wire format: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Citation.html">Citation</a>. Bedrock says
 * where in the document the source stands, never which characters of the answer it supports.
 */
final class CitationBlocks {

    private CitationBlocks() {}

    static Citation read(JsonNode citation) {
        StringBuilder cited = new StringBuilder();
        citation.path("sourceContent").forEach(content -> cited.append(Json.text(content, "text")));
        return new Citation(
                Json.text(citation.path("location").path("web"), "url"),
                Json.text(citation, "title"),
                cited.toString(),
                -1,
                -1);
    }
}
