package io.openoms.jdbc.mysql.connection;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * The driver's own way to connect, which also shows the socket beneath the encryption, and finds
 * out within about a minute that nobody is at the other end: a statement may take hours, so there
 * is no time-out of reading, and by themselves systems ask after two hours. The driver makes one of
 * it for each connection.
 */
public final class WireSocketFactory extends StandardSocketFactory {

  /** Seconds of silence before the other end is asked, and between questions; how many. */
  private static final Map<SocketOption<Integer>, Integer> PROBES =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, 30,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
          ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

  // The driver's own signature.
  @SuppressWarnings("TypeParameterUnusedInFormals")
  @Override
  public <T extends Closeable> T connect(
      String host, int port, PropertySet properties, int loginTimeout) throws IOException {
    T connected = super.connect(host, port, properties, loginTimeout);
    Socket socket = rawSocket;
    if (socket != null && socket.getKeepAlive()) {
      for (Map.Entry<SocketOption<Integer>, Integer> probe : PROBES.entrySet()) {
        if (socket.supportedOptions().contains(probe.getKey())) {
          socket.setOption(probe.getKey(), probe.getValue());
        }
      }
    }
    return connected;
  }

  /** The socket of the connection; null before it is made. */
  public @Nullable Socket wire() {
    return rawSocket;
  }
}
