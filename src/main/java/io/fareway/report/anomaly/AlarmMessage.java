package io.fareway.report.anomaly;

import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * Makes of an alarm what its endpoint takes: a mail with a subject, or JSON whose {@code text} chat services show, as in
 * <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">incoming webhooks</a>.
 */
@Component
public class AlarmMessage {

    private static final String SUBJECT = "Fareway: cost out of line";

    /** Who may post stands in the path of a webhook and before the host of a mail server: neither is for a log. */
    private static final Pattern ADDRESS = Pattern.compile("(\\w+)://(?:[^/@\\s]*@)?([^/?\\s]+)\\S*");

    private final AlarmProperties properties;

    /** For the endpoint of these settings. */
    public AlarmMessage(AlarmProperties properties) {
        this.properties = properties;
    }

    /** Puts the alarm into the message that is sent. */
    public void prepare(@Body Alarm alarm, Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        if (properties.isMail()) {
            message.setHeader("Subject", SUBJECT);
            message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
            message.setBody(alarm.text());
        } else {
            if (properties.isHttp()) {
                message.setHeader(Exchange.HTTP_METHOD, "POST");
            }
            message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
            message.setBody(alarm.json());
        }
    }

    /** Why it could not be delivered, for the log: addresses without what is secret in them. */
    public String failure(@ExchangeException Exception failure) {
        return ADDRESS.matcher(String.valueOf(failure.getMessage())).replaceAll("$1://$2");
    }
}
