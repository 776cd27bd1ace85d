package io.fareway.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;

/**
 * Management (Hawtio, Jolokia, Actuator, {@code /admin}) asks for a login, or without a password answers on loopback
 * only. The API has keys of its own (see admission). Paths are matched by request, not by pattern: patterns are bound to
 * one servlet and would leave Jolokia's open.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, ManagementProperties management) throws Exception {
        if (!management.hasPassword()) {
            LOG.warn("Management (Hawtio, Actuator, /admin) has no password and answers on this machine only."
                    + " Set FAREWAY_ADMIN_PASSWORD to reach it from elsewhere.");
        }
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(SecurityConfiguration::isOpen)
                        .permitAll()
                        .requestMatchers(SecurityConfiguration::isSimulated)
                        .access((who, context) -> new AuthorizationDecision(isLocal(context.getRequest())))
                        .requestMatchers(request -> isManagement(request) && management.hasPassword())
                        .authenticated()
                        .requestMatchers(SecurityConfiguration::isManagement)
                        .access((who, context) -> new AuthorizationDecision(isLocal(context.getRequest())))
                        .anyRequest()
                        .denyAll())
                .addFilterBefore(
                        new CrossOriginGuard(SecurityConfiguration::isManagement), BasicAuthenticationFilter.class)
                // the guard refuses what CSRF tokens would, and lets curl through
                .csrf(AbstractHttpConfigurer::disable)
                .httpBasic(Customizer.withDefaults())
                .formLogin(login -> login.defaultSuccessUrl("/actuator/hawtio"))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.NOT_FOUND),
                        request -> !isManagement(request) && !isSimulated(request)))
                .headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()))
                .build();
    }

    @Bean
    HttpFirewall httpFirewall() {
        return new ModelNameFirewall();
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

    private static boolean isOpen(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/v1/")
                || path.equals("/error")
                || path.equals("/login")
                || path.startsWith("/actuator/health");
    }

    private static boolean isSimulated(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/demo");
    }

    private static boolean isManagement(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/admin") || (path.startsWith("/actuator") && !path.startsWith("/actuator/health"));
    }

    /** From this machine and addressed as this machine: a page elsewhere cannot point its own name at us. */
    private static boolean isLocal(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                    && (request.getServerName().equals("localhost")
                            || InetAddress.getByName(request.getServerName()).isLoopbackAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
