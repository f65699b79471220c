package org.kinora.tck.contract.rules;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file. */
final class Breaches {
  /** Of one rule; a file that breaks it everywhere is told often enough. */
  private static final int MOST = 20;

  private final List<Breach> list = new ArrayList<>();

  /** Notes a breach unless the rule is kept. */
  void require(boolean kept, Rule rule, Node at, String found) {
    require(kept, rule, at.part().offset(), found);
  }

  void require(boolean kept, Rule rule, long offset, String found) {
    if (!kept && list.stream().filter(breach -> breach.rule().equals(rule)).count() < MOST) {
      list.add(new Breach(rule, offset, found));
    }
  }

  List<Breach> list() {
    return list;
  }
}
