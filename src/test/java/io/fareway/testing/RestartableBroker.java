package io.fareway.testing;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** An Artemis broker of this machine that can be stopped and started again with its messages, at the same address. */
public final class RestartableBroker implements AutoCloseable {

    private final Path folder;
    private final String url;
    private EmbeddedActiveMQ server;

    /** @param folder of its messages */
    public RestartableBroker(Path folder) throws Exception {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0)) {
            this.url = "tcp://localhost:" + free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
        this.server = start();
    }

    private EmbeddedActiveMQ start() throws Exception {
        return new EmbeddedActiveMQ()
                .setConfiguration(new ConfigurationImpl()
                        .setPersistenceEnabled(true)
                        .setJournalType(JournalType.NIO)
                        .setBindingsDirectory(folder.resolve("bindings").toString())
                        .setJournalDirectory(folder.resolve("journal").toString())
                        .setLargeMessagesDirectory(folder.resolve("large").toString())
                        .setPagingDirectory(folder.resolve("paging").toString())
                        .setSecurityEnabled(false)
                        .setJMXManagementEnabled(false)
                        .addAcceptorConfiguration("all", url))
                .start();
    }

    /** Its address. */
    public String url() {
        return url;
    }

    /** Stops it and starts it again. */
    public void restart() throws Exception {
        server.stop();
        server = start();
    }

    /**
     * Sends a message for each name, which is also its correlation id.
     *
     * @param bodies gives each name its message
     */
    public void send(String queue, List<String> names, UnaryOperator<String> bodies) throws JMSException {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(url);
                JMSContext jms = connections.createContext()) {
            for (String name : names) {
                TextMessage message = jms.createTextMessage(bodies.apply(name));
                message.setJMSCorrelationID(name);
                jms.createProducer().send(jms.createQueue(queue), message);
            }
        }
    }

    /** Correlation ids of so many messages of a queue, or of those that came in time. */
    public List<String> receive(String queue, int count, Duration patience) throws JMSException {
        List<String> received = new ArrayList<>();
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(url);
                JMSContext jms = connections.createContext();
                JMSConsumer consumer = jms.createConsumer(jms.createQueue(queue))) {
            while (received.size() < count) {
                Message message = consumer.receive(patience.toMillis());
                if (message == null) {
                    return received;
                }
                received.add(message.getJMSCorrelationID());
            }
        }
        return received;
    }

    /** Whether a queue holds no message now. */
    public boolean isEmpty(String queue) throws JMSException {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(url);
                JMSContext jms = connections.createContext();
                JMSConsumer consumer = jms.createConsumer(jms.createQueue(queue))) {
            return consumer.receiveNoWait() == null;
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
