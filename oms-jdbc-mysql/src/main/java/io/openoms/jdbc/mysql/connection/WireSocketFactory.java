package io.openoms.jdbc.mysql.connection;

import com.mysql.cj.protocol.StandardSocketFactory;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The driver's own way to connect, which also shows the socket beneath the encryption. The driver
 * makes one of it for each connection.
 */
public final class WireSocketFactory extends StandardSocketFactory {

  /** The socket of the connection; null before it is made. */
  public @Nullable Socket wire() {
    return rawSocket;
  }
}
