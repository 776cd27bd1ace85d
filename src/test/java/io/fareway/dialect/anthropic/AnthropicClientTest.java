package io.fareway.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fareway.dialect.Json;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.CacheMark;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Tool;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicClientTest {

    private final AnthropicClient client = new AnthropicClient();

    private Conversation read(String fields) {
        String request = "{\"model\":\"m\",\"max_tokens\":9," + fields + "}";
        return client.read(Json.parseObject(request).orElseThrow(), "").conversation();
    }

    private static String hello(String more) {
        return "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"messages\":[]|messages",
                "\"messages\":7|messages",
                "\"messages\":[{\"role\":\"tool\",\"content\":\"a\"}]|messages[0].role",
                "\"messages\":[{\"role\":\"user\"}]|messages[0].content",
                "\"messages\":[{\"role\":\"user\",\"content\":[\"a\"]}]|messages[0].content[0]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\"}]}]"
                        + "|messages[0].content[0].tool_use_id",
                "\"system\":7,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]|system",
                "\"tools\":[{}],\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]|tools[0]",
            })
    void wrongField_isNamed(String fields, String place) {
        RequestError error = catchThrowableOfType(RequestError.class, () -> read(fields));

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.param()).contains(place);
    }

    @Test
    void resultsOfCalls_areMessagesOfTheirOwn() {
        Conversation read = read("\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":\"7\",\"is_error\":true},"
                + "{\"type\":\"text\",\"text\":\"go on\"}]}]");

        assertThat(read.messages()).extracting(message -> message.role()).containsExactly(Role.TOOL, Role.USER);
        assertThat(((Part.ToolResult) read.messages().getFirst().parts().getFirst()).failed())
                .isTrue();
    }

    @Test
    void markOnTheWholeRequest_standsOnItsLastBlock() {
        Conversation read = read(hello(",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"));

        assertThat(((Part.Text) read.messages().getLast().parts().getLast()).cache())
                .contains(CacheMark.ONE_HOUR);
    }

    @Test
    void hostedTools_areKeptAsWhatTheyAre() {
        Conversation read = read(hello(",\"tools\":[{\"type\":\"web_search_20260318\",\"name\":\"web_search\"}]"));

        assertThat(read.tools()).singleElement().isInstanceOf(Tool.Hosted.class);
    }

    @Test
    void whatNoOtherDialectKnows_isKeptByItsPlace() {
        Conversation read = read("\"container\":\"c\",\"speed\":null,\"service_tier\":\"auto\","
                + "\"tools\":[{\"name\":\"f\",\"input_schema\":{},\"defer_loading\":true}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"transformations\":{},"
                + "\"source\":{\"type\":\"url\",\"url\":\"http://a/b\"}}]}]");

        assertThat(read.other())
                .containsOnlyKeys("container", "tools[0].defer_loading", "messages[0].content[0].transformations");
    }

    @Test
    void schema_isStrictElsewhereOnlyWhereThatCanBeAsked() {
        String closed = "{\"type\":\"object\",\"properties\":{\"a\":{}},\"required\":[\"a\"],"
                + "\"additionalProperties\":false}";
        String open = "{\"type\":\"object\",\"properties\":{\"a\":{}}}";

        assertThat(strictness(closed)).contains(true);
        assertThat(strictness(open)).isEmpty();
    }

    private Optional<Boolean> strictness(String schema) {
        OutputFormat format = read(hello(
                        ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":" + schema + "}}"))
                .format();
        return ((OutputFormat.JsonSchema) format).strict();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"enabled\",\"budget_tokens\":2000}||2000",
                "{\"type\":\"adaptive\"}|high|0",
                "{\"type\":\"disabled\"}|none|0",
            })
    void thinking_isReadInEachOfItsForms(String thinking, String effort, int budget) {
        Conversation read = read(hello(",\"thinking\":" + thinking));

        assertThat(read.thinking().effort()).isEqualTo(effort == null ? "" : effort);
        assertThat(read.thinking().budgetTokens().orElse(0)).isEqualTo(budget);
    }
}
