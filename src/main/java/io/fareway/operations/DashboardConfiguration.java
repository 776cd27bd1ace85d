package io.fareway.operations;

import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The operators' page at {@code /dashboard}: static files (resources/static/dashboard) that ask {@code /admin} from the
 * browser, so it knows and may do nothing that {@code /admin} does not.
 */
@Configuration(proxyBeanMethods = false)
class DashboardConfiguration implements WebMvcConfigurer {

    /** Nothing from elsewhere, nothing inline, and no text that becomes HTML. */
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/dashboard").setViewName("forward:/dashboard/index.html");
    }

    /** Hawtio, beside it, needs a policy of its own. */
    static HeaderWriter contentPolicy() {
        return new DelegatingRequestMatcherHeaderWriter(
                ManagementAccess::isDashboard, new StaticHeadersWriter("Content-Security-Policy", CONTENT_POLICY));
    }
}
