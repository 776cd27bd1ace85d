package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The operators' page: what it is made of, and that everything it asks for answers. Who gets in: SecurityTest. */
class DashboardTest extends GatewayTest {

    private static final Pattern OWN_FILE = Pattern.compile("(?:href|src)=\"(/dashboard/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");
    private static final Pattern ENDPOINT = Pattern.compile("data-path=\"([^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("href(?:=\"|: ')(/[^\"']+)");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void page_takesNothingFromElsewhere() {
        HttpResponse<String> page = client.get("/dashboard");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'");
        assertThat(page.body() + filesOf(page.body())).doesNotContain("http://", "https://", "=\"//");
    }

    @Test
    void contentPolicy_forbidsTextToBecomeHtml() {
        HttpResponse<String> page = client.get("/dashboard");

        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("require-trusted-types-for 'script'", "trusted-types 'none'")
                .doesNotContain("unsafe");
        assertThat(filesOf(page.body()))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser");
    }

    @Test
    void contentPolicy_leavesHawtioAlone() {
        HttpResponse<String> hawtio = client.get("/actuator/hawtio/index.html");

        assertThat(hawtio.headers().firstValue("content-security-policy").orElse(""))
                .doesNotContain("trusted-types");
    }

    @Test
    void everyEndpointOfThePage_answersWithJson() throws IOException {
        List<String> endpoints = found(ENDPOINT, client.get("/dashboard").body());

        assertThat(endpoints).hasSizeGreaterThanOrEqualTo(5);
        for (String endpoint : endpoints) {
            HttpResponse<String> answer = client.get(endpoint, "Accept", "application/json");
            assertThat(answer.statusCode()).as(endpoint).isEqualTo(200);
            assertThat(json.readTree(answer.body()).isContainerNode())
                    .as(endpoint)
                    .isTrue();
        }
    }

    @Test
    void everyLinkOfThePage_leadsSomewhere() {
        String page = client.get("/dashboard").body();
        Set<String> links = new TreeSet<>(found(LINK, page + filesOf(page)));

        assertThat(links).contains("/actuator/hawtio", "/admin/jobs", "/dashboard");
        assertThat(links)
                .allSatisfy(link -> assertThat(client.get(link).statusCode()).isIn(200, 302));
    }

    @Test
    void deployments_carryTheLatencyThatThePageShows() throws IOException {
        ONE.always(Replies.text("Hello"));
        client.chatTo("one/small");

        JsonNode states = json.readTree(client.get("/admin/deployments").body());

        JsonNode small = StreamSupport.stream(states.spliterator(), false)
                .filter(state -> state.path("deployment").asText().equals("one/small"))
                .findFirst()
                .orElseThrow();
        assertThat(small.at("/whole_answer/calls").asLong()).isPositive();
        assertThat(small.at("/whole_answer/p95_ms").asLong())
                .isGreaterThanOrEqualTo(small.at("/whole_answer/p50_ms").asLong());
        assertThat(small.path("calls_under_way").isIntegralNumber()).isTrue();
    }

    @Test
    void reset_forgetsWhatWasMeasured() throws IOException {
        ONE.always(Replies.text("Hello"));
        client.chatTo("one/small");

        String state =
                client.post("/admin/deployments/one/small?breaker=reset", "").body();

        assertThat(json.readTree(state).has("whole_answer")).isFalse();
    }

    @Test
    void buttonsOfThePage_passTheGuardAgainstOtherSites() {
        HttpResponse<String> bySamePage =
                client.post("/admin/jobs/none?action=pause", "", "Sec-Fetch-Site", "same-origin");
        HttpResponse<String> byOtherPage =
                client.post("/admin/jobs/none?action=pause", "", "Sec-Fetch-Site", "cross-site");

        assertThatError(bySamePage).hasStatus(404).says("There is no job 'none'");
        assertThatError(byOtherPage).hasStatus(403).says("other sites");
    }

    /** All that the page loads, in one text; each must be there. */
    private String filesOf(String page) {
        StringBuilder all = new StringBuilder();
        Set<String> seen = new TreeSet<>();
        List<String> paths = found(OWN_FILE, page);
        while (!paths.isEmpty()) {
            List<String> files =
                    paths.stream().filter(seen::add).map(this::file).toList();
            files.forEach(all::append);
            paths = files.stream()
                    .flatMap(file -> found(IMPORT, file).stream())
                    .map("/dashboard/"::concat)
                    .filter(path -> !seen.contains(path))
                    .toList();
        }
        assertThat(seen).contains("/dashboard/dashboard.css", "/dashboard/dashboard.js", "/dashboard/panels.js");
        return all.toString();
    }

    private String file(String path) {
        HttpResponse<String> file = client.get(path);
        assertThat(file.statusCode()).as(path).isEqualTo(200);
        return file.body();
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
