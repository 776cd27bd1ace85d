package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireFormat;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.testing.ChatClient.Events;
import io.fareway.testing.Dialects;
import io.fareway.testing.ScriptedProvider.Received;
import io.fareway.testing.WireReplies;
import io.fareway.testing.matrix.Finding;
import io.fareway.testing.matrix.MatrixTable;
import io.fareway.testing.matrix.Scenario;
import io.fareway.testing.translation.CallerReader;
import io.fareway.testing.translation.Facets;
import io.fareway.testing.translation.ProviderReader;
import io.fareway.testing.translation.SentRequests;
import io.fareway.testing.translation.ToldAnswer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every dialect of callers with every wire format of providers, through the running gateway: what reaches the provider is
 * all that the caller said, but for what the gateway names as lost; and what the caller gets is a whole answer of its own
 * dialect that says what the provider said. The findings are the table in {@code docs/dialects.md}.
 */
class DialectMatrixTest extends GatewayTest {

    private static final Path PAGE = Path.of("docs/dialects.md");
    private static final Path REQUESTS = Path.of("src/test/resources/requests");

    private static final List<Dialect> CALLERS = List.of(
            Dialect.OPENAI_CHAT,
            Dialect.OPENAI_RESPONSES,
            Dialect.ANTHROPIC,
            Dialect.GEMINI,
            Dialect.OPENAI_COMPLETIONS);

    @Autowired
    private Translations translations;

    private record Cell(Dialect caller, Dialect wire, Scenario scenario, boolean stream) {

        String model() {
            return "one/as-" + wire.label();
        }
    }

    @Test
    void everyCell_isAsTheTableSays() throws IOException {
        MatrixTable table = new MatrixTable();
        List<String> faults = new ArrayList<>();
        for (Dialect caller : CALLERS) {
            for (Dialect wire : wires()) {
                for (Scenario scenario : Scenario.values()) {
                    if (Files.exists(REQUESTS.resolve(scenario.request(caller) + ".json"))) {
                        Finding plain = tried(new Cell(caller, wire, scenario, false), faults);
                        Finding streamed = tried(new Cell(caller, wire, scenario, true), faults);
                        table.add(caller, wire, scenario, plain.and(streamed));
                    }
                }
            }
        }

        assertThat(faults).isEmpty();
        String page = Files.readString(PAGE);
        String found = table.in(page);
        if (Boolean.getBoolean("fareway.write-docs")) {
            Files.writeString(PAGE, found);
        } else {
            assertThat(page)
                    .as("the table in " + PAGE + "; -Dfareway.write-docs=true writes what is found now")
                    .isEqualTo(found);
        }
    }

    private List<Dialect> wires() {
        return translations.wireFormats().stream()
                .map(label -> Dialect.of(label).orElseThrow())
                .filter(wire -> !wire.label().endsWith("embeddings"))
                .toList();
    }

    private Finding tried(Cell cell, List<String> faults) throws IOException {
        freshStubs();
        try {
            return cell.scenario() == Scenario.ERROR ? failed(cell) : answered(cell);
        } catch (AssertionError fault) {
            faults.add(cell + ": " + fault.getMessage());
            return Finding.same();
        }
    }

    private Finding answered(Cell cell) throws IOException {
        String fixture = cell.scenario().reply(cell.wire());
        ONE.always(WireReplies.answering(cell.wire(), fixture));
        String request = request(cell);

        HttpResponse<String> response = client.post(path(cell), request, "x-fareway-on-unsupported", "warn");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        checkAnswer(cell, fixture, response.body());
        Received received = firstWithBody();
        WireFormat wire = Dialects.wire(translations, cell.wire());
        if (wire.passes(cell.caller())) {
            checkSame(request, received.body());
            return Finding.same();
        }
        return found(cell, request, received, losses(response));
    }

    /** A call that ends the prediction of the cell before comes when it likes; it has no body. */
    private static Received firstWithBody() {
        return ONE.received().stream()
                .filter(call -> !call.body().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private void checkAnswer(Cell cell, String fixture, String body) {
        ProviderReader provider = new ProviderReader(Dialects.wire(translations, cell.wire()));
        CallerReader caller = new CallerReader(cell.caller(), translations);
        ToldAnswer said = cell.stream() ? provider.stream(fixture) : provider.whole(fixture);
        ToldAnswer told = cell.stream() ? caller.stream(body) : caller.whole(body);
        boolean thoughtsAreTold = cell.caller() != Dialect.OPENAI_COMPLETIONS;
        assertThat(told).as(body).isEqualTo(thoughtsAreTold ? said : said.withoutThoughts());
        cell.scenario().check(told, cell.wire());
    }

    private Finding found(Cell cell, String request, Received received, List<String> losses) throws IOException {
        Conversation asked = translations
                .client(cell.caller())
                .read(json(request), path(cell))
                .conversation();
        Facets said = Facets.of(asked);
        Facets heard = Facets.of(new SentRequests(translations)
                .heard(cell.wire(), received.body().getBytes(StandardCharsets.UTF_8)));
        for (Map.Entry<String, String> difference : said.differencesTo(heard).entrySet()) {
            assertThat(Facets.isAccounted(difference.getKey(), losses))
                    .as("%s is lost silently: %s; named are %s", difference.getKey(), difference.getValue(), losses)
                    .isTrue();
        }
        checkRefusal(cell, request, losses);
        return Finding.translated(losses, cell.scenario().isLost(said, heard));
    }

    /** What cannot be said is refused by default, by its name. */
    private void checkRefusal(Cell cell, String request, List<String> losses) {
        if (!losses.isEmpty() && !cell.stream()) {
            HttpResponse<String> refused = client.post(path(cell), request);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains(losses);
        }
    }

    /** Nothing but the model's name and what the gateway itself needs. */
    private static void checkSame(String request, String sent) {
        List<String> changed = List.of("model", "stream", "stream_options", "anthropic_version");
        ObjectNode asked = json(request).remove(changed);
        assertThat(json(sent).remove(changed)).isEqualTo(asked);
    }

    private Finding failed(Cell cell) throws IOException {
        ONE.always(WireReplies.failing(cell.wire()));
        CallerReader caller = new CallerReader(cell.caller(), translations);
        if (cell.stream()) {
            Events events = client.streamOf(path(cell), request(cell));

            assertThat(events.clean()).as("ends cleanly: " + events.data()).isFalse();
            caller.checkErrorEvent(json(events.data().getLast()), WireReplies.wordsInStream(cell.wire()));
        } else {
            HttpResponse<String> response = client.post(path(cell), request(cell));

            assertThat(response.statusCode()).as(response.body()).isIn(400, 422);
            caller.checkError(json(response.body()), "too strange");
        }
        return Finding.translated(List.of(), false);
    }

    private static List<String> losses(HttpResponse<String> response) {
        return response.headers()
                .firstValue("x-fareway-unsupported")
                .map(names -> Arrays.asList(names.split(", (?![^(]*\\))")))
                .orElse(List.of());
    }

    private static String path(Cell cell) {
        return switch (cell.caller()) {
            case OPENAI_CHAT -> "/v1/chat/completions";
            case OPENAI_COMPLETIONS -> "/v1/completions";
            case OPENAI_RESPONSES -> "/v1/responses";
            case ANTHROPIC -> "/v1/messages";
            case GEMINI ->
                "/v1beta/models/" + cell.model()
                        + (cell.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent");
            default ->
                throw new IllegalArgumentException(
                        "no caller speaks " + cell.caller().label());
        };
    }

    private static String request(Cell cell) throws IOException {
        ObjectNode request =
                json(Files.readString(REQUESTS.resolve(cell.scenario().request(cell.caller()) + ".json")));
        if (cell.caller() != Dialect.GEMINI) {
            request.put("model", cell.model());
            if (cell.stream()) {
                request.put("stream", true);
            }
        }
        boolean asksForUsage = cell.caller() == Dialect.OPENAI_CHAT || cell.caller() == Dialect.OPENAI_COMPLETIONS;
        if (cell.stream() && asksForUsage) {
            request.putObject("stream_options").put("include_usage", true);
        }
        return request.toString();
    }

    private static ObjectNode json(String text) {
        return Json.parseObject(text).orElseThrow(() -> new AssertionError("no JSON object: " + text));
    }
}
