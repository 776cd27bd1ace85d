package io.fareway.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;

/** What the beans behind {@code /admin} have in common: answers that people read too, and changes that have an author. */
final class JsonPages {

    private JsonPages() {}

    /** Answers with this and status 200, and leaves nothing else in the exchange. */
    static void write(Exchange exchange, JsonNode answer) {
        write(exchange, 200, answer);
    }

    /** The same with another status. */
    static void write(Exchange exchange, int status, JsonNode answer) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody((answer.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes of a request; none when it has no body. */
    static byte[] body(Exchange exchange) {
        return Optional.ofNullable(exchange.getMessage().getBody(byte[].class)).orElse(new byte[0]);
    }

    /**
     * The author of a change: whoever has logged in, whatever the request says.
     *
     * @param said the author by its own word
     */
    static String author(Exchange exchange, String said) {
        HttpServletRequest http = exchange.getMessage(PlatformHttpMessage.class).getRequest();
        return Optional.ofNullable(http.getRemoteUser()).orElse(said);
    }
}
