package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.RequestRejectedException;

class ModelNameFirewallTest {

    private final ModelNameFirewall firewall = new ModelNameFirewall();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models/one/small",
                "/v1/models/one%2Fsmall",
                "/v1/models/one%2fsmall",
                "/v1/models",
                "/v1beta/models/one%2Fsmall:embedContent"
            })
    void names_mayHoldAnEncodedSlash(String path) {
        var request = firewall.getFirewalledRequest(request(path));

        assertThat(request.getRequestURI()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator%2Fjolokia",
                "/v1%2Fmodels/one",
                "/v1/chat%2Fcompletions",
                "/v1/models/../../actuator/jolokia",
                "/v1/models/%2e%2e/actuator",
                "/v1/models//actuator",
                "/v1/models/one%2F%2Fsmall",
                "/v1/models/one%252Fsmall",
                "/v1/models/one%5Csmall",
                "/v1/models/one;small",
            })
    void everythingElse_isJudgedStrictly(String path) {
        assertThatThrownBy(() -> firewall.getFirewalledRequest(request(path)))
                .isInstanceOf(RequestRejectedException.class);
    }

    private static MockHttpServletRequest request(String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        return request;
    }
}
