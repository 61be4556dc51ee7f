package dev.signalbox.deployment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One thing that is tried at a node or a cluster, and what it must lead to. In texts {@code
 * {version}} stands for the version that is deployed, {@code {target}} for the node's or cluster's
 * name, {@code {url}} for its address, {@code {host}} and {@code {port}} for the parts of that.
 */
public sealed interface SmokeCheck {

  /** What all checks have. */
  Common common();

  /** What people read. */
  default String name() {
    return common().name();
  }

  /** The longest time that it may take. */
  default Duration within() {
    return common().within();
  }

  /**
   * What all checks have.
   *
   * @param name what people read
   * @param within the longest time that it may take
   * @param attempts how often it is tried before it has failed; empty for what the policy says
   * @param atGate whether it is repeated while a gate waits; not for what changes something
   */
  record Common(String name, Duration within, OptionalInt attempts, boolean atGate) {}

  /** A request over HTTP and its answer. */
  record Http(Common common, Request request, Answer answer) implements SmokeCheck {}

  /**
   * What is asked.
   *
   * @param path appended to the target's address, begins with a slash
   * @param headers sent along; their values are never shown
   * @param body sent along; never shown
   */
  record Request(
      String method,
      String path,
      Map<String, String> headers,
      Optional<String> body,
      Connection connection) {
    /** Copies the headers. */
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * How it is asked.
   *
   * @param host the name that is asked for, in the header and to TLS, where the address has another
   * @param trust a file with the certificates that are trusted, instead of Java's
   * @param followsRedirects whether it is the last answer of a chain of redirects that counts
   */
  record Connection(Optional<String> host, Optional<Path> trust, boolean followsRedirects) {
    /** Asked as everybody does, redirects not followed. */
    public static final Connection PLAIN =
        new Connection(Optional.empty(), Optional.empty(), false);
  }

  /**
   * What must be answered.
   *
   * @param statuses any of these
   * @param headers by name
   * @param body all of these
   * @param json by RFC 6901 pointer
   */
  record Answer(
      Set<Integer> statuses,
      Map<String, TextRule> headers,
      List<TextRule> body,
      Map<String, TextRule> json) {
    /** Copies all of them. */
    public Answer {
      statuses = Set.copyOf(statuses);
      headers = Map.copyOf(headers);
      body = List.copyOf(body);
      json = Map.copyOf(json);
    }
  }

  /**
   * A connection over TCP.
   *
   * @param at host and port; empty for those of the target's address
   * @param send written once connected; empty for nothing
   * @param answer what must come then; empty where connecting is enough
   */
  record Tcp(Common common, Optional<String> at, Optional<String> send, Optional<TextRule> answer)
      implements SmokeCheck {}

  /**
   * A question to the DNS.
   *
   * @param query the name that is asked for
   * @param type such as {@code A} or {@code CNAME}
   * @param server who is asked, as address or address:port; empty for the system's resolvers
   * @param records exactly these have to be there, in any order; where empty, any will do
   */
  record Dns(
      Common common, String query, String type, Optional<String> server, List<String> records)
      implements SmokeCheck {
    /** Copies the records. */
    public Dns {
      records = List.copyOf(records);
    }
  }

  /**
   * A program on the bot's machine.
   *
   * @param argv the program and its arguments
   * @param environment added to that of a bare program
   * @param exitCode what it must end with
   * @param output what it must have printed
   */
  record Command(
      Common common,
      List<String> argv,
      Map<String, String> environment,
      int exitCode,
      Optional<TextRule> output)
      implements SmokeCheck {
    /** Copies the list and the map. */
    public Command {
      argv = List.copyOf(argv);
      environment = Map.copyOf(environment);
    }
  }
}
