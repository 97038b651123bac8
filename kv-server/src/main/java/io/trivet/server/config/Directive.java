package io.trivet.server.config;

import java.util.List;

/// One directive as written: a name in lower case, and the words of its value.
record Directive(String name, List<String> words, Origin origin) {}
