package dev.nines.model;

import dev.nines.network.Connection;
import dev.nines.network.ConnectionUser;
import java.util.function.Consumer;

/** The connections of one HAProxy to its servers: hands what happens on them to their sessions. */
final class ServerConnections implements ConnectionUser {
    private final HaproxyNode node;

    ServerConnections(HaproxyNode node) {
        this.node = node;
    }

    @Override
    public void onConnected(Connection c) {
        HaproxySession session = sessionOf(c);
        if (session != null) {
            if (node.hung()) {
                postpone(session, c, HaproxySession::connected);
            } else {
                session.connected();
            }
        }
    }

    /** A process that stands still sends nothing. */
    @Override
    public boolean ready(Connection c) {
        return !node.hung();
    }

    @Override
    public void onRefused(Connection c) {
        over(c, HaproxySession::connectError);
    }

    @Override
    public void onConnectTimeout(Connection c) {
        over(c, HaproxySession::connectError);
    }

    @Override
    public void onReset(Connection c) {
        over(c, HaproxySession::serverBroken);
    }

    @Override
    public void onClosed(Connection c) {
        over(c, HaproxySession::serverBroken);
    }

    @Override
    public void onData(Connection c, int status) {
        HaproxySession session = sessionOf(c);
        if (session != null) {
            if (node.hung()) {
                postpone(session, c, s -> s.fromServer(status));
            } else {
                session.fromServer(status);
            }
        }
    }

    /** The connection object must be forgotten now, even if the process learns of it later. */
    private void over(Connection c, Consumer<HaproxySession> event) {
        HaproxySession session = sessionOf(c);
        if (session == null) {
            return;
        }
        session.serverOver();
        if (node.hung()) {
            int life = session.life();
            node.later(() -> {
                if (session.life() == life) {
                    event.accept(session);
                }
            });
        } else {
            event.accept(session);
        }
    }

    private void postpone(HaproxySession session, Connection c, Consumer<HaproxySession> event) {
        node.later(() -> {
            if (session.server() == c) {
                event.accept(session);
            }
        });
    }

    private HaproxySession sessionOf(Connection c) {
        HaproxySession session = node.sessionAt(c.token);
        return session != null && session.server() == c ? session : null;
    }
}
