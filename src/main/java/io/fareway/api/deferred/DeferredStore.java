package io.fareway.api.deferred;

import io.fareway.ledger.GatewayInstance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code deferred_request}. Each change is one statement, durable when the method returns. */
@Component
class DeferredStore {

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
                        insert into deferred_request (id, caller, body, task, reason, state, instance, deferred_at, not_before,
                            expires_at, request_id, status, answer)
                        values (:id, :caller, :body, :task, :reason, 'waiting', '', :deferredAt, :notBefore, :expiresAt, '',
                            0, '')
                        """)
                .param("id", request.id())
                .param("caller", request.caller())
                .param("body", request.body())
                .param("task", request.task())
                .param("reason", request.reason())
                .param("deferredAt", request.deferredAt().toEpochMilli())
                .param("notBefore", request.notBefore().toEpochMilli())
                .param("expiresAt", request.expiresAt().toEpochMilli())
                .update();
    }

    /** Takes requests whose time has come, oldest first; another gateway cannot take the same. */
    List<DeferredRequest> take(Instant now, int most) {
        List<DeferredRequest> due = jdbc.sql(
                        """
                        select * from deferred_request where state = 'waiting' and not_before <= :now
                        order by not_before, deferred_at limit :most
                        """)
                .param("now", now.toEpochMilli())
                .param("most", most)
                .query((row, number) -> request(row))
                .list();
        List<DeferredRequest> taken = new ArrayList<>();
        for (DeferredRequest request : due) {
            int mine = jdbc.sql(
                            "update deferred_request set state = 'running', instance = ? where id = ? and state = 'waiting'")
                    .params(instance, request.id())
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
                            finished_at = ?
                        where id = ?
                        """)
                .params(
                        state.label(),
                        ending.requestId(),
                        ending.status(),
                        ending.answer(),
                        ending.finishedAt().toEpochMilli(),
                        id)
                .update();
    }

    /** Lets requests that this gateway worked on when it was killed wait again. */
    int releaseOwn() {
        return jdbc.sql(
                        "update deferred_request set state = 'waiting', instance = '' where state = 'running' and instance = ?")
                .param(instance)
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
                row.getString("body"),
                row.getString("task"),
                row.getString("reason"),
                DeferredRequest.State.of(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("deferred_at")),
                Instant.ofEpochMilli(row.getLong("not_before")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                ending);
    }
}
