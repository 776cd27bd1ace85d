package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Citation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Citations of text blocks: <a href="https://platform.claude.com/docs/en/build-with-claude/citations">citations</a>. Each
 * supports the whole block that it stands in. Places inside a source document (characters, pages, blocks) have no
 * counterpart in other dialects; the words quoted and the title do.
 */
final class Citations {

    private Citations() {}

    /**
     * The citations of a text block.
     *
     * @param length characters of the block's text
     */
    static List<Citation> read(JsonNode citations, int length) {
        List<Citation> read = new ArrayList<>(citations.size());
        citations.forEach(citation -> read.add(read(citation, 0, length)));
        return read;
    }

    /** One citation that arrives within a stream, where the length of its block is not known yet. */
    static Citation readStreamed(JsonNode citation) {
        return read(citation, -1, -1);
    }

    private static Citation read(JsonNode citation, int start, int end) {
        boolean web = Json.text(citation, "type").equals("web_search_result_location");
        String title = web || citation.has("title") ? "title" : "document_title";
        return new Citation(
                web ? Json.text(citation, "url") : Json.text(citation, "source"),
                Json.text(citation, title),
                Json.text(citation, "cited_text"),
                start,
                end);
    }

    /**
     * The citation as callers know those of web pages.
     *
     * @return empty for a document of the request: callers expect its place there, which no other provider tells
     */
    static Optional<ObjectNode> write(Citation citation) {
        if (citation.url().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Json.object()
                .put("type", "web_search_result_location")
                .put("url", citation.url())
                .put("title", citation.title())
                .put("cited_text", citation.cited())
                .put("encrypted_index", ""));
    }
}
