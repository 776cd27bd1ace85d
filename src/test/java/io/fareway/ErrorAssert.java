package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.RawHttp;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer that must be OpenAI's error object, and nothing that tells how the gateway is built. */
final class ErrorAssert {

    private static final List<String> FIELDS = List.of("message", "type", "param", "code");
    private static final String[] INTERNALS = {
        "<html",
        "<!doctype",
        "Exception",
        "java.",
        "org.apache",
        "io.fareway.",
        "springframework",
        "StreamRead",
        "Source:",
        "\\tat ",
        System.getProperty("user.dir")
    };

    private final int status;
    private final JsonNode error;

    private ErrorAssert(int status, Optional<String> contentType, String body) {
        this.status = status;
        assertThat(contentType).hasValueSatisfying(type -> assertThat(type.replaceAll("(?i);\\s*charset=utf-8", ""))
                .isEqualTo("application/json"));
        assertThat(body).doesNotContainIgnoringCase(INTERNALS);
        try {
            error = new ObjectMapper().readTree(body).path("error");
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
        List<String> names = new ArrayList<>();
        error.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsAll(FIELDS);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText())
                .isIn("invalid_request_error", "authentication_error", "rate_limit_error", "api_error");
        assertThat(error.path("code").asText()).matches("[a-z_]+");
    }

    static ErrorAssert assertThatError(HttpResponse<String> response) {
        return new ErrorAssert(response.statusCode(), response.headers().firstValue("Content-Type"), response.body());
    }

    static ErrorAssert assertThatError(RawHttp.Answer answer) {
        return new ErrorAssert(answer.status(), answer.header("content-type"), answer.body());
    }

    ErrorAssert hasStatus(int expected) {
        assertThat(status).as(error.toString()).isEqualTo(expected);
        return this;
    }

    ErrorAssert hasCode(String code) {
        assertThat(error.path("code").asText()).isEqualTo(code);
        return this;
    }

    ErrorAssert hasParam(String param) {
        assertThat(error.path("param").asText()).isEqualTo(param);
        return this;
    }

    ErrorAssert says(String... words) {
        assertThat(error.path("message").asText()).contains(words);
        return this;
    }

    ErrorAssert triedInOrder(String... deployments) {
        List<String> tried = new ArrayList<>();
        error.path("tried").forEach(line -> tried.add(line.asText()));
        assertThat(tried).hasSameSizeAs(deployments);
        for (int i = 0; i < deployments.length; i++) {
            assertThat(tried.get(i)).contains(deployments[i]);
        }
        return this;
    }
}
