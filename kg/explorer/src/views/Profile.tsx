/** The profile of an entity: names, place in the network, positions, dates. */

import type { Awaited } from "../api/answers";
import type { Profile as ProfileAnswer } from "../api/types";
import { reviewer } from "../state/settings";
import { Await, EntityLink, outside, PageLink, plural, span } from "./bits";
import { EntityReview } from "./EntityReview";
import { phraseOf } from "./words";

export function Profile({ of }: { of: Awaited<ProfileAnswer> }) {
  return <Await of={of}>{(data) => <Known profile={data} />}</Await>;
}

function Known({ profile }: { profile: ProfileAnswer }) {
  const { measures } = profile;
  return (
    <div class="profile">
      <p class="quietly">
        {plural(profile.facts, "fact")} in {plural(profile.articles, "article")}, {span(profile.first, profile.last)}.{" "}
        <PageLink to={profile.page}>Its page</PageLink>
      </p>
      {profile.names.length > 0 && (
        <section>
          <h3>Also called</h3>
          <p>{profile.names.join(" · ")}</p>
        </section>
      )}
      {measures && (
        <section>
          <h3>In the network</h3>
          <dl>
            <dt>Partners</dt>
            <dd>{measures.degree}</dd>
            <dt>PageRank</dt>
            <dd>{measures.pagerank.toFixed(4)}</dd>
            <dt>Betweenness</dt>
            <dd>{measures.betweenness.toFixed(4)}</dd>
          </dl>
        </section>
      )}
      {profile.topics.length > 0 && (
        <section>
          <h3>Topics</h3>
          <p>{profile.topics.map((topic) => topic.label).join(" · ")}</p>
        </section>
      )}
      {profile.dates.length + profile.texts.length > 0 && (
        <section>
          <h3>Said of it</h3>
          <ul class="plain">
            {[...profile.dates, ...profile.texts].map((said) => (
              <li key={`${said.relation} ${said.value}`}>
                {phraseOf(said.relation)} <span class="value">{said.value}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {profile.positions.length > 0 && (
        <section>
          <h3>Positions</h3>
          <ul class="plain">
            {profile.positions.map((position) => (
              <li key={`${position.person.id} ${position.title} ${position.body?.id}`}>
                <EntityLink entity={{ ...position.person, type: "Person" }} plain /> {position.title}
                {position.body && (
                  <>
                    , <EntityLink entity={{ ...position.body, type: "Agency" }} plain />
                  </>
                )}{" "}
                <span class="quietly">
                  {span(position.first, position.last)} · {plural(position.articles, "article")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {profile.sameAs.length > 0 && (
        <section>
          <h3>Elsewhere</h3>
          <ul class="plain">
            {profile.sameAs.map((address) => {
              const there = outside(address);
              return (
                <li key={address}>
                  {there ? (
                    <a href={there} target="_blank" rel="noopener noreferrer">
                      {address}
                    </a>
                  ) : (
                    address
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {reviewer.value && <EntityReview entity={profile} />}
    </div>
  );
}
