package io.fareway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.fareway.model.RequestEdits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EditedFieldsTest {

    private static final RequestEdits EDITS = new RequestEdits(
            Map.of("max_completion_tokens", "max_tokens"),
            Set.of("logprobs"),
            Set.of("user"),
            Map.of("enable_thinking", BooleanNode.FALSE),
            Set.of());

    private static Translations.Translated edited(RequestEdits edits, String body) {
        WireRequest request = new WireRequest("/chat/completions", body.getBytes(StandardCharsets.UTF_8));
        return EditedFields.apply(edits, new Translations.Translated(request, List.of("n")));
    }

    private static String body(RequestEdits edits, String body) {
        return new String(edited(edits, body).request().body(), StandardCharsets.UTF_8);
    }

    @Test
    void withoutEdits_everyByteStays() {
        String body = "{ \"temperature\" : 1.50 }";

        assertThat(body(RequestEdits.NONE, body)).isEqualTo(body);
    }

    @Test
    void whatIsNotNamed_staysAsItIs() {
        assertThat(body(EDITS, "{\"model\":\"m\", \"temperature\" : 1.50,\"user\":\"u\"}"))
                .isEqualTo("{\"model\":\"m\", \"temperature\" : 1.50,\"enable_thinking\":false}");
    }

    @Test
    void usualName_givesWayToTheHostsOwn() {
        assertThat(body(EDITS, "{\"max_completion_tokens\":9,\"enable_thinking\":true}"))
                .isEqualTo("{\"enable_thinking\":true,\"max_tokens\":9}");
    }

    @Test
    void hostsOwnName_countsWhereBothAreThere() {
        assertThat(body(EDITS, "{\"max_completion_tokens\":9,\"max_tokens\":7,\"enable_thinking\":true}"))
                .isEqualTo("{\"max_tokens\":7,\"enable_thinking\":true}");
    }

    @Test
    void whatTheHostCannotDo_isALossOnlyWhereItIsAskedFor() {
        assertThat(edited(EDITS, "{\"logprobs\":true}").losses()).containsExactly("n", "logprobs");
        assertThat(edited(EDITS, "{\"logprobs\":false}").losses()).containsExactly("n");
        assertThat(edited(EDITS, "{\"logprobs\":null}").losses()).containsExactly("n");
        assertThat(body(EDITS, "{\"logprobs\":true}")).doesNotContain("logprobs");
    }
}
