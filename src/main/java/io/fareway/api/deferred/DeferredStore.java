package io.fareway.api.deferred;

import io.fareway.ledger.GatewayInstance;
import io.fareway.model.conversation.Dialect;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code deferred_request}. Each change is one statement, durable when the method returns. */
@Component
class DeferredStore {

    /** Longer than any call: after it a request is taken again whose gateway is gone, or could not note its answer. */
    private static final Duration LEASE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final String instance;

    DeferredStore(DataSource dataSource, GatewayInstance instance) {
        this.jdbc = JdbcClient.create(dataSource);
        this.instance = instance.id();
    }

    /** Puts a request among those that wait. */
    void add(DeferredRequest request) {
        jdbc.sql(
                        """
                        insert into deferred_request (id, caller, body, dialect, address, task, wishes, callback, reason,
                            state, instance, deferred_at, not_before, expires_at, request_id, status, answer)
                        values (:id, :caller, :body, :dialect, :address, :task, :wishes, :callback, :reason,
                            'waiting', '', :deferredAt, :notBefore, :expiresAt, '', 0, '')
                        """)
                .param("id", request.id())
                .param("caller", request.caller())
                .param("body", request.form().body())
                .param("dialect", request.form().dialect().label())
                .param("address", request.form().address())
                .param("task", request.form().task())
                .param("wishes", DeferredHeaders.asJson(request.form().headers()))
                .param("callback", request.form().callback().map(URI::toString).orElse(""))
                .param("reason", request.reason())
                .param("deferredAt", request.deferredAt().toEpochMilli())
                .param("notBefore", request.notBefore().toEpochMilli())
                .param("expiresAt", request.expiresAt().toEpochMilli())
                .update();
    }

    /** Takes requests whose time has come, oldest first; another gateway cannot take the same before the lease is over. */
    List<DeferredRequest> take(Instant now, int most) {
        List<DeferredRequest> due = jdbc.sql(
                        """
                        select * from deferred_request where state in ('waiting', 'running') and not_before <= :now
                        order by not_before, deferred_at limit :most
                        """)
                .param("now", now.toEpochMilli())
                .param("most", most)
                .query((row, number) -> request(row))
                .list();
        List<DeferredRequest> taken = new ArrayList<>();
        for (DeferredRequest request : due) {
            int mine = jdbc.sql(
                            "update deferred_request set state = 'running', instance = ?, not_before = ? where id = ?"
                                    + " and state = ? and not_before = ?")
                    .params(
                            instance,
                            now.plus(LEASE).toEpochMilli(),
                            request.id(),
                            request.state().label(),
                            request.notBefore().toEpochMilli())
                    .update();
            if (mine == 1) {
                taken.add(request);
            }
        }
        return taken;
    }

    /** Puts a request that could not be answered now back to wait. */
    void putBack(String id, Instant notBefore) {
        jdbc.sql("update deferred_request set state = 'waiting', instance = '', not_before = ? where id = ?")
                .params(notBefore.toEpochMilli(), id)
                .update();
    }

    /** Keeps what came of a request. */
    void finish(String id, DeferredRequest.State state, DeferredRequest.Ending ending) {
        jdbc.sql(
                        """
                        update deferred_request set state = ?, instance = '', request_id = ?, status = ?, answer = ?,
                            finished_at = ?, callback_at = case when callback = '' then null else ? end
                        where id = ?
                        """)
                .params(
                        state.label(),
                        ending.requestId(),
                        ending.status(),
                        ending.answer(),
                        ending.finishedAt().toEpochMilli(),
                        ending.finishedAt().toEpochMilli(),
                        id)
                .update();
    }

    /** Lets requests that this gateway worked on when it was killed wait again. */
    int releaseOwn() {
        return jdbc.sql("update deferred_request set state = 'waiting', instance = '', not_before = deferred_at"
                        + " where state = 'running' and instance = ?")
                .param(instance)
                .update();
    }

    /**
     * Takes requests whose end is to be told, the longest due first, and notes when that is tried again should it fail:
     * another gateway cannot take the same before.
     *
     * @param nextTry by the number of tries before this one
     */
    List<DeferredRequest> takeCallbacks(Instant now, int most, IntFunction<Instant> nextTry) {
        List<String> due = jdbc.sql(
                        "select id from deferred_request where callback_at <= ? order by callback_at limit ?")
                .params(now.toEpochMilli(), most)
                .query(String.class)
                .list();
        List<DeferredRequest> taken = new ArrayList<>();
        for (String id : due) {
            int tries = callbackTries(id);
            int mine = jdbc.sql("update deferred_request set callback_tries = ?, callback_at = ? where id = ?"
                            + " and callback_tries = ? and callback_at <= ?")
                    .params(tries + 1, nextTry.apply(tries).toEpochMilli(), id, tries, now.toEpochMilli())
                    .update();
            if (mine == 1) {
                find(id).ifPresent(taken::add);
            }
        }
        return taken;
    }

    /** How often the end of a request was told, or tried to be. */
    int callbackTries(String id) {
        return jdbc.sql("select callback_tries from deferred_request where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /** Notes that the end of a request is not told again. */
    void callbackDone(String id) {
        jdbc.sql("update deferred_request set callback_at = null where id = ?")
                .param(id)
                .update();
    }

    /** The request of that id. */
    Optional<DeferredRequest> find(String id) {
        return jdbc.sql("select * from deferred_request where id = ?")
                .param(id)
                .query((row, number) -> request(row))
                .optional();
    }

    private static DeferredRequest request(ResultSet row) throws SQLException {
        long finishedAt = row.getLong("finished_at");
        Optional<DeferredRequest.Ending> ending = row.wasNull()
                ? Optional.empty()
                : Optional.of(new DeferredRequest.Ending(
                        Instant.ofEpochMilli(finishedAt),
                        row.getString("request_id"),
                        row.getInt("status"),
                        row.getString("answer")));
        return new DeferredRequest(
                row.getString("id"),
                row.getString("caller"),
                new DeferredRequest.Form(
                        row.getString("body"),
                        Dialect.of(row.getString("dialect")).orElseThrow(),
                        row.getString("address"),
                        row.getString("task"),
                        DeferredHeaders.parse(row.getString("wishes")),
                        Optional.of(row.getString("callback"))
                                .filter(callback -> !callback.isEmpty())
                                .map(URI::create)),
                row.getString("reason"),
                DeferredRequest.State.of(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("deferred_at")),
                Instant.ofEpochMilli(row.getLong("not_before")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                ending);
    }
}
