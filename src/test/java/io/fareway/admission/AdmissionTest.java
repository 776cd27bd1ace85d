package io.fareway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fareway.model.Caller;
import io.fareway.model.Callers;
import io.fareway.model.RateLimits;
import io.fareway.model.RequestError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

class AdmissionTest {

    private static final Caller ANN = new Caller("ann", "", "", "", RateLimits.NONE);

    @Test
    void enter_refusesMoreThanTheLimitAndTakesAgainAfterLeave() {
        Admission admission = new Admission(properties(List.of(), 2));
        admission.enter();
        admission.enter();

        RequestError error = catchThrowableOfType(RequestError.class, admission::enter);
        admission.leave();

        assertThat(error.status()).isEqualTo(429);
        assertThat(error.retryAfter()).isPresent();
        assertThatCode(admission::enter).doesNotThrowAnyException();
    }

    @Test
    void withoutKeys_callersOnThisMachineComeIn() throws Exception {
        assertThat(status(List.of(), "127.0.0.1", "")).isEqualTo(200);
        assertThat(status(List.of(), "::1", "")).isEqualTo(200);
    }

    @Test
    void withoutKeys_callersElsewhereAreRefused() throws Exception {
        assertThat(status(List.of(), "192.0.2.7", "")).isEqualTo(401);
    }

    @Test
    void withKeys_onlyTheirHoldersComeIn() throws Exception {
        List<String> keys = List.of("sk-one", "sk-two");

        assertThat(status(keys, "192.0.2.7", "Bearer sk-two")).isEqualTo(200);
        assertThat(status(keys, "127.0.0.1", "Bearer sk-three")).isEqualTo(401);
        assertThat(status(keys, "127.0.0.1", "")).isEqualTo(401);
        assertThat(status(keys, "127.0.0.1", "Basic sk-one")).isEqualTo(401);
    }

    @Test
    void otherPaths_areNotTheFiltersBusiness() throws Exception {
        MockHttpServletRequest request = request("/actuator/health", "192.0.2.7", "");
        MockFilterChain chain = new MockFilterChain();

        filter(List.of("sk-one"), Callers.NONE).doFilter(request, new MockHttpServletResponse(), chain);

        assertThat(chain.getRequest()).isNotNull();
    }

    @Test
    void beforeTheCallersAreKnown_nobodyComesIn() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();

        new ApiKeyFilter(new CallerKeys(properties(List.of(), 1)))
                .doFilter(request("/v1/models", "127.0.0.1", ""), response, new MockFilterChain());

        assertThat(response.getStatus()).isEqualTo(503);
    }

    @Test
    void namedCallers_needTheirKeyOnThisMachineToo() throws Exception {
        MockHttpServletRequest withKey = request("/v1/models", "127.0.0.1", "Bearer key-of-ann");
        MockHttpServletResponse withoutKey = new MockHttpServletResponse();
        ApiKeyFilter filter = filter(List.of(), callers(Optional.empty()));

        filter.doFilter(withKey, new MockHttpServletResponse(), new MockFilterChain());
        filter.doFilter(request("/v1/models", "127.0.0.1", ""), withoutKey, new MockFilterChain());

        assertThat(CallerIdentity.of(withKey)).isEqualTo(ANN);
        assertThat(withoutKey.getStatus()).isEqualTo(401);
    }

    @Test
    void localWithoutKey_isTheSettingsChoice() throws Exception {
        MockHttpServletResponse allowed = new MockHttpServletResponse();
        MockHttpServletResponse forbidden = new MockHttpServletResponse();

        filter(List.of("sk-one"), callers(Optional.of(true)))
                .doFilter(request("/v1/models", "127.0.0.1", ""), allowed, new MockFilterChain());
        filter(List.of(), new Callers(List.of(), Map.of(), Map.of(), Optional.of(false)))
                .doFilter(request("/v1/models", "127.0.0.1", ""), forbidden, new MockFilterChain());

        assertThat(allowed.getStatus()).isEqualTo(200);
        assertThat(forbidden.getStatus()).isEqualTo(401);
    }

    private static Callers callers(Optional<Boolean> localWithoutKey) {
        return new Callers(List.of(ANN), Map.of(Callers.hash("key-of-ann"), ANN), Map.of(), localWithoutKey);
    }

    private static int status(List<String> keys, String address, String authorization) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter(keys, Callers.NONE)
                .doFilter(request("/v1/models", address, authorization), response, new MockFilterChain());
        return response.getStatus();
    }

    private static ApiKeyFilter filter(List<String> keys, Callers callers) {
        CallerKeys known = new CallerKeys(properties(keys, 1));
        known.activate(callers);
        return new ApiKeyFilter(known);
    }

    private static MockHttpServletRequest request(String path, String address, String authorization) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        if (!authorization.isEmpty()) {
            request.addHeader("Authorization", authorization);
        }
        return request;
    }

    private static AdmissionProperties properties(List<String> keys, int maxConcurrent) {
        return new AdmissionProperties(keys, maxConcurrent, DataSize.ofMegabytes(1), Duration.ofMinutes(1));
    }
}
