package io.openoms.tck.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The protocol by which a browser is driven: numbered commands, their answers, and events. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS = 30;

  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final StringBuilder arriving = new StringBuilder();
  private final WebSocket socket;
  private String session = "";

  private DevTools(URI address) {
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this).join();
  }

  /** Connects, and opens a page. */
  static DevTools connect(URI address) {
    DevTools tools = new DevTools(address);
    String target =
        tools.send("Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
    tools.session =
        tools
            .send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log")) {
      tools.send(domain + ".enable", Map.of());
    }
    return tools;
  }

  JsonNode send(String method, Map<String, ?> parameters) {
    int number = numbers.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(number, answer);
    try {
      Map<String, Object> command =
          session.isEmpty()
              ? Map.of("id", number, "method", method, "params", parameters)
              : Map.of("id", number, "method", method, "params", parameters, "sessionId", session);
      socket.sendText(JSON.writeValueAsString(command), true).join();
      return answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    arriving.append(part);
    if (last) {
      take(arriving.toString());
      arriving.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  private void take(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      CompletableFuture<JsonNode> waiting = asked.remove(message.path("id").asInt());
      if (waiting != null && message.has("error")) {
        waiting.completeExceptionally(new IllegalStateException(message.get("error").toString()));
      } else if (waiting != null) {
        waiting.complete(message.path("result"));
      } else if (isComplaint(message)) {
        complaints.add(message.path("params").toString());
      }
    } catch (JsonProcessingException e) {
      complaints.add(e.getMessage());
    }
  }

  private static boolean isComplaint(JsonNode event) {
    String method = event.path("method").asText();
    String level = event.at("/params/entry/level").asText();
    return method.equals("Runtime.exceptionThrown")
        || method.equals("Page.javascriptDialogOpening")
        || (method.equals("Log.entryAdded") && (level.equals("error") || level.equals("warning")));
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
