package io.fareway.batch;

import jakarta.jms.ConnectionFactory;
import java.util.Set;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.jms.connection.CachingConnectionFactory;

/** The broker: one inside this process, or another by its URL. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class QueueConfiguration {

    private static final String INSIDE = "vm://";
    private static final int SESSIONS = 16;
    private static final long LONGEST_REDELIVERY_DELAY_MS = 60_000;

    /** Not for commands: the folder belongs to the gateway that may be running beside them. */
    @Bean(initMethod = "start", destroyMethod = "stop")
    @Profile("!command")
    @ConditionalOnExpression("'${fareway.queue.broker-url:}'.isBlank()")
    EmbeddedActiveMQ broker(QueueProperties properties) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("fareway")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setBindingsDirectory(properties.folder().resolve("bindings").toString())
                .setJournalDirectory(properties.folder().resolve("journal").toString())
                .setLargeMessagesDirectory(
                        properties.folder().resolve("large-messages").toString())
                .setPagingDirectory(properties.folder().resolve("paging").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("inside", INSIDE + serverId(properties))
                .addAddressSetting("#", addresses(properties))
                .addQueueConfiguration(
                        org.apache.activemq.artemis.api.core.QueueConfiguration.of(properties.deadLetters())
                                .setRoutingType(RoutingType.ANYCAST));
        if (!properties.listen().isBlank()) {
            configuration.addAcceptorConfiguration("outside", properties.listen());
        }
        return new EmbeddedActiveMQ().setConfiguration(configuration);
    }

    /** The broker moves a message there itself when not even the reason could be written, one delivery later than we. */
    private static AddressSettings addresses(QueueProperties properties) {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(properties.deadLetters()))
                .setExpiryAddress(SimpleString.of(properties.deadLetters()))
                .setMaxDeliveryAttempts(properties.maxDeliveries() + 1)
                .setRedeliveryDelay(properties.redeliveryDelay().toMillis())
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(LONGEST_REDELIVERY_DELAY_MS)
                .setDefaultConsumerWindowSize(0)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    /** Several brokers in one process, as in tests, need names of their own. */
    private static int serverId(QueueProperties properties) {
        return properties.folder().toAbsolutePath().hashCode() & Integer.MAX_VALUE;
    }

    /** The broker inside is asked for, so that it runs before anybody connects. */
    @Bean
    ConnectionFactory queueConnections(QueueProperties properties, ObjectProvider<EmbeddedActiveMQ> inside) {
        inside.getIfAvailable();
        String url = properties.isInside() ? INSIDE + serverId(properties) : properties.brokerUrl();
        CachingConnectionFactory connections = new CachingConnectionFactory(
                properties.user().isBlank()
                        ? new ActiveMQConnectionFactory(url)
                        : new ActiveMQConnectionFactory(url, properties.user(), properties.password()));
        connections.setSessionCacheSize(SESSIONS);
        connections.setReconnectOnException(true);
        return connections;
    }

    /** Headers steer Camel: of a message none comes in, and only ours go out. */
    @Bean
    HeaderFilterStrategy queueHeaders() {
        DefaultHeaderFilterStrategy strategy = new DefaultHeaderFilterStrategy() {
            @Override
            public boolean applyFilterToExternalHeaders(String name, Object value, org.apache.camel.Exchange exchange) {
                return true;
            }

            @Override
            public boolean applyFilterToCamelHeaders(String name, Object value, org.apache.camel.Exchange exchange) {
                return !QueueReplies.HEADERS.contains(name);
            }
        };
        strategy.setOutFilter(Set.of());
        return strategy;
    }
}
