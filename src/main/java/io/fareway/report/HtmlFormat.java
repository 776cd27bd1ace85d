package io.fareway.report;

import java.io.Writer;
import java.util.Locale;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** One self-contained page for people. The template is {@code templates/report.html}. */
@Component
@Order(1)
class HtmlFormat implements ReportFormat {

    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    HtmlFormat() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setTemplateMode(TemplateMode.HTML);
        templates.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(templates);
    }

    @Override
    public String extension() {
        return "html";
    }

    @Override
    public void write(PeriodReport report, Writer out) {
        engine.process("report", new Context(Locale.ENGLISH, new ReportView(report).variables()), out);
    }
}
