package io.fareway.operations;

import io.fareway.admission.LocalCaller;
import io.fareway.model.RequestError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jolokia.server.core.service.api.Restrictor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/**
 * Management (dashboard, Hawtio, Jolokia, Actuator, {@code /admin}) asks for a login, or without a password answers on
 * loopback only. The API has keys of its own (see admission). Paths are matched by request, not by pattern: patterns are
 * bound to one servlet and would leave Jolokia's open.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    /** Measurements of every filter cost more than all filters together. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    static NoHandlerIntrospection noHandlerIntrospection() {
        return new NoHandlerIntrospection();
    }

    /** The API: no session, no login, and of the headers meant for browsers only the one that concerns JSON. */
    @Bean
    @Order(1)
    SecurityFilterChain apiSecurity(HttpSecurity http) throws Exception {
        return http.securityMatcher(ManagementAccess::isApi)
                .authorizeHttpRequests(requests -> requests.requestMatchers(ManagementAccess::isSimulated)
                        .access((who, context) -> new AuthorizationDecision(LocalCaller.sent(context.getRequest())))
                        .anyRequest()
                        .permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((request, response, refused) -> turnAway(request, response)))
                .headers(headers -> headers.defaultsDisabled().contentTypeOptions(Customizer.withDefaults()))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain managementSecurity(HttpSecurity http, ManagementProperties management) throws Exception {
        http.authorizeHttpRequests(requests -> requests.requestMatchers(SecurityConfiguration::isOpen)
                        .permitAll()
                        .requestMatchers(request -> ManagementAccess.isManagement(request) && management.hasPassword())
                        .authenticated()
                        .requestMatchers(ManagementAccess::isManagement)
                        .access((who, context) -> new AuthorizationDecision(LocalCaller.sent(context.getRequest())))
                        .anyRequest()
                        .denyAll())
                .addFilterBefore(new CrossOriginGuard(), BasicAuthenticationFilter.class)
                // the guard refuses what CSRF tokens would, and lets curl through
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.requestCache(forBrowsers()))
                .headers(headers -> headers.frameOptions(frame -> frame.sameOrigin())
                        .addHeaderWriter(DashboardConfiguration.contentPolicy()));
        return management.hasPassword() ? withLogin(http) : withoutLogin(http);
    }

    private static SecurityFilterChain withLogin(HttpSecurity http) throws Exception {
        return http.httpBasic(Customizer.withDefaults())
                .formLogin(login -> login.defaultSuccessUrl("/actuator/hawtio"))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                                (request, response, refused) -> turnAway(request, response),
                                request -> !ManagementAccess.isManagement(request))
                        .accessDeniedHandler((request, response, refused) -> turnAway(request, response)))
                .build();
    }

    private static SecurityFilterChain withoutLogin(HttpSecurity http) throws Exception {
        LOG.warn("Management (dashboard, Hawtio, Actuator, /admin) has no password and answers on this machine only."
                + " Set FAREWAY_ADMIN_PASSWORD to reach it from elsewhere.");
        return http.logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((request, response, refused) -> turnAway(request, response)))
                .build();
    }

    private static void turnAway(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<RequestError> refusal = ManagementAccess.refusal(request);
        refusal.ifPresent(error -> request.setAttribute(RequestError.HTTP_ATTRIBUTE, error));
        response.sendError(refusal.map(RequestError::status).orElse(HttpServletResponse.SC_NOT_FOUND));
    }

    private static boolean isOpen(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/error") || path.equals("/login") || ManagementAccess.isHealth(request);
    }

    /** Remembers where a browser wanted to go; other clients need no session for it. */
    private static HttpSessionRequestCache forBrowsers() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT))
                .filter(accept -> accept.contains(MediaType.TEXT_HTML_VALUE))
                .isPresent());
        return cache;
    }

    @Bean
    HttpFirewall httpFirewall() {
        return new ModelNameFirewall();
    }

    /** Jolokia takes it from among the beans. */
    @Bean
    Restrictor jolokiaPolicy() {
        return new JolokiaPolicy();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    UserDetailsService operators(ManagementProperties management, PasswordEncoder encoder) {
        InMemoryUserDetailsManager operators = new InMemoryUserDetailsManager();
        if (management.hasPassword()) {
            operators.createUser(User.withUsername(management.user())
                    .password(encoder.encode(management.password()))
                    .roles("OPERATOR")
                    .build());
        }
        return operators;
    }
}
