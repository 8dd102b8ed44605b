#include "pages/help_page.hpp"

#include "live/views.hpp"

namespace pages {

using html::Html;

namespace {

Html example(votes::Counts counts) {
  Html h;
  return h << "<li>" << html::num(counts.up) << " yes, " << html::num(counts.down) << " no: <b>" << html::num(live::agreement({counts}))
           << "% sure</b>" << html::text(live::disputed(counts) ? ", disputed" : "") << "</li>";
}

}  // namespace

frame::Page voting_help() {
  frame::Page page;
  page.title = "How votes decide";
  page.description = "What votes on a setlist mean, and how sure the crowd is of a song.";
  page.canonical = "/help/voting";
  page.main
      << "<div class=\"wrap hero\"><h1>How votes decide</h1></div><div class=\"wrap sheet\">"
         "<section aria-labelledby=\"kinds\"><h2 id=\"kinds\">Three questions, never mixed</h2><ul>"
         "<li><b>I want to hear it</b> is a wish, before the show.</li>"
         "<li><b>They will play it</b> is a guess, before the show and while it lasts.</li>"
         "<li><b>They played it</b> is what you heard, during the show and after.</li></ul>"
         "<p>You have one vote for each song and question. Voting the same way again takes it back. "
         "A vote stays with its song: it does not go over to another that takes its place.</p></section>"
         "<section aria-labelledby=\"rule\"><h2 id=\"rule\">How sure the crowd is</h2>"
         "<p>Three votes say less than three hundred. So we do not show the share of those who say yes, but the least that share can be, "
         "with 95% confidence, seen from the votes there are: the lower bound of "
         "<a rel=\"noopener\" href=\"https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval\">"
         "Wilson’s score interval</a> (E. B. Wilson, 1927).</p><ul>"
      << example({1, 0}) << example({9, 0}) << example({60, 40}) << example({98, 2}) << example({3, 9})
      << "</ul><p>A song is marked <b>Disputed</b> when somebody says no and even the upper bound stays under 85%. "
         "A setlist’s accuracy is the same rule over the votes on all of its songs together. Every vote counts alike.</p></section></div>";
  return page;
}

}  // namespace pages
