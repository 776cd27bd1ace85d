package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.conversation.CacheMark;
import java.util.Optional;

/**
 * Marks of what is worth caching: blocks of their own, after what they mark.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html">prompt caching</a>.
 */
final class CachePoints {

    private CachePoints() {}

    static void write(Optional<CacheMark> mark, ArrayNode blocks) {
        mark.ifPresent(lifetime -> {
            ObjectNode point = blocks.addObject().putObject("cachePoint").put("type", "default");
            if (lifetime == CacheMark.ONE_HOUR) {
                point.put("ttl", "1h");
            }
        });
    }
}
