/** Routes, requests and answers of the service: made from its OpenAPI document by `npm run client:update`, not by hand. */
export interface paths {
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who wrote what, the newest first */
        get: operations["getAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/comparisons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Two studies against each other
         * @description Paired where seed and number of replications agree; else as independent samples. `pairing` says which, `because` why.
         */
        get: operations["compareStudies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List drafts */
        get: operations["listDrafts"];
        put?: never;
        /** Begin a draft */
        post: operations["createDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A draft, with its ETag */
        get: operations["getDraft"];
        /** Change a draft; If-Match names the state it is changed from */
        put: operations["changeDraft"];
        post?: never;
        /** Remove a draft */
        delete: operations["removeDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts/{id}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every problem of a draft, with line and pointer */
        get: operations["listDraftProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a draft as a version of a scenario */
        post: operations["publishDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/errors.md": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each code of a problem means */
        get: operations["getErrorsPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/formats.md": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What files hold, key by key */
        get: operations["getFormatsPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys */
        get: operations["getKeys"];
        put?: never;
        /** Make a key */
        post: operations["postKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key */
        delete: operations["deleteKeysById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new key in the place of an old one */
        post: operations["postKeysByIdRotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List models */
        get: operations["listModels"];
        put?: never;
        /**
         * Upload a model under the id it has
         * @description Every problem of all files comes back with its place (422). The same content is the same version: 200 instead of 201.
         */
        post: operations["uploadModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A model: sizes, contents, warnings */
        get: operations["getModel"];
        /**
         * Upload a model, or a new version of it, under this id
         * @description Every problem of all files comes back with its place (422). The same content is the same version: 200 instead of 201.
         */
        put: operations["putModel"];
        post?: never;
        /** Remove a model that no study uses, or one version of it */
        delete: operations["removeModel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/archive.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All files of a version as a ZIP archive */
        get: operations["getModelArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Assets of a model, in the order of their ids */
        get: operations["listAssets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/assets/{asset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An asset: what it needs, and what it supplies */
        get: operations["getAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/assets/{asset}/downstream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What depends on an asset, through any number of needs */
        get: operations["listDownstream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/assets/{asset}/upstream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an asset depends on, through any number of needs */
        get: operations["listUpstream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/confidential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Show what is in a model to its project only, or to all who see it
         * @description Others get totals by sector, and by area: under the values of an attribute that is declared here, or under numbers that mean nothing.
         */
        put: operations["putModelsByIdConfidential"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/criticality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shape of a model: loops, hubs, single points of failure, as `hazcade inspect --json` */
        get: operations["getCriticality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files of a version */
        get: operations["listModelFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/files/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One file, byte for byte */
        get: operations["getModelFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/graph.gexf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Graph of assets and needs for Gephi */
        get: operations["getModelGexf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/graph.graphml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Graph of assets and needs for yEd, igraph, NetworkX */
        get: operations["getModelGraphMl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Context layers of a model */
        get: operations["listLayers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/layers/{layer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A context layer; parts of it by Range */
        get: operations["getLayer"];
        /** Add or replace a context layer: a new version of the model */
        put: operations["putLayer"];
        post?: never;
        /** Remove a context layer: a new version of the model */
        delete: operations["removeLayer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/map.geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Assets as points, and who supplies whom as lines */
        get: operations["getModelMap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file itself, of what is one file */
        get: operations["getModelSource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of a model, the newest first */
        get: operations["listModelVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List scenarios */
        get: operations["listScenarios"];
        put?: never;
        /**
         * Upload a scenario under the id it has
         * @description Every problem of all files comes back with its place (422). The same content is the same version: 200 instead of 201.
         */
        post: operations["uploadScenario"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scenarios/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A scenario: sizes, contents, warnings */
        get: operations["getScenario"];
        /**
         * Upload a scenario, or a new version of it, under this id
         * @description Every problem of all files comes back with its place (422). The same content is the same version: 200 instead of 201.
         */
        put: operations["putScenario"];
        post?: never;
        /** Remove a scenario that no study uses, or one version of it */
        delete: operations["removeScenario"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scenarios/{id}/archive.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All files of a version as a ZIP archive */
        get: operations["getScenarioArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scenarios/{id}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a scenario will hit, and how long a study of it takes
         * @description Without a study: assets and people in reach of each hazard, intensities, chances of damage, warnings, an estimate measured on a few replications.
         */
        post: operations["dryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scenarios/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files of a version */
        get: operations["listScenarioFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scenarios/{id}/files/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One file, byte for byte */
        get: operations["getScenarioFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scenarios/{id}/source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file itself, of what is one file */
        get: operations["getScenarioSource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scenarios/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of a scenario, the newest first */
        get: operations["listScenarioVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schemas of file formats */
        get: operations["listSchemas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas/catalogue.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema (2020-12) of hazcade-catalogue/1 */
        get: operations["getCatalogueSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas/fork.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema (2020-12) of hazcade-fork/1 */
        get: operations["getForkSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas/kinds.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema (2020-12) of hazcade-kinds/1 */
        get: operations["getKindsSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas/model.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema (2020-12) of hazcade-model/1 */
        get: operations["getModelSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas/scenario.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema (2020-12) of hazcade-scenario/1 */
        get: operations["getScenarioSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas/sensitivity.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema (2020-12) of hazcade-sensitivity/1 */
        get: operations["getSensitivitySchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Studies, the newest first */
        get: operations["listStudies"];
        put?: never;
        /**
         * Ask for a study
         * @description Answers as soon as it is clear that the study would run; 200 for an Idempotency-Key that was used before.
         */
        post: operations["createStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Status of a study */
        get: operations["getStudy"];
        put?: never;
        post?: never;
        /**
         * Remove a study with all that belongs to it
         * @description One that waits or runs is ended first.
         */
        delete: operations["deleteStudy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Person-hours without each service, by service area
         * @description Means with intervals; with a variant, or another study of the same seed, also the paired differences.
         */
        get: operations["areaLosses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a study that waits or runs
         * @description What was computed is dropped. Again: the same answer.
         */
        post: operations["cancelStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the variants of a study avoid
         * @description Paired, replication by replication under the same luck. The study must have been asked for with `variants: true`.
         */
        get: operations["compareVariants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress of a study as Server-Sent Events
         * @description Events `progress` (data: StudyProgress), at most two a second, and `ended` (data: Study, its error without the text), after which the stream ends. Each is the whole state: who reads slowly gets fewer. A client that has seen `ended` and comes again gets 204, and need not come any more.
         */
        get: operations["followStudy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/forks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The mean difference that a fork makes
         * @description Of replications 0 up to a number, each with and without the change, paired.
         */
        post: operations["compareFork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The chance of each asset being out at each hour
         * @description One matrix from replays of the first replications: JSON with the shares in base64, or application/octet-stream: length of the head (4 bytes, little-endian), the head as JSON, the shares.
         */
        get: operations["outageMatrix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/rankings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rankings of a study, without their entries */
        get: operations["listRankings"];
        put?: never;
        /**
         * Ask what each asset or need is worth
         * @description Exact, by counterfactual replay of the replications in which it did something. The same question is the same ranking: 200 where it is there already.
         */
        post: operations["createRanking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/rankings/{ranking}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A ranking, or how far it is */
        get: operations["getRanking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/rankings/{ranking}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a ranking that waits or runs */
        post: operations["cancelRanking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/replications/{k}/chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How it came to the fall of an asset
         * @description From the root hazard to the asset, with hours, needs and buffers, in words.
         */
        get: operations["replayChain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/replications/{k}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events of a replication
         * @description The replication is simulated again; nothing is stored. NDJSON, or server-sent events by Accept, whose ids are those of the events: a client that comes again with Last-Event-ID goes on after it. Events of no asset (hazards, plans, crews) are left out by sector, asset and box.
         */
        get: operations["replayEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/replications/{k}/forks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Continue a replication from a time with other plans or another recovery
         * @description The same up to then, the same luck after for all that the change does not touch. JSON says what differs; as NDJSON or server-sent events (by Accept) all events of the fork.
         */
        post: operations["forkReplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Report page: one HTML file that needs nothing else */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/report.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Report page: one HTML file that needs nothing else */
        get: operations["getReportHtml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/representatives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Replications that stand for a study
         * @description By an outcome from the stored values; rule nearest runs at most 500 replications again, and `looked` says how many.
         */
        get: operations["findRepresentatives"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Results of a study */
        get: operations["getResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/results.geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Results of a study */
        get: operations["getResultsGeoJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/results.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Results of a study */
        get: operations["getResultsJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names of the tables of a study */
        get: operations["listTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/tables/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A table of results
         * @description Tables: outcomes, exceedance, curves, assets, needs, loss, variants, failures. The form is chosen by Accept, or by a suffix: `assets.csv`, `.parquet`, `.arrow`, `.json`. JSON comes in pages; files have all rows that match.
         */
        get: operations["getTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a model or scenario without keeping it
         * @description The problems are those of `hazcade validate`. A file that is wrong is a good question too: the answer is 200 with valid: false.
         */
        post: operations["validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Areas: {
            differences?: {
                area: string;
                /** @description limits of the 95 % interval */
                interval: (number | null)[];
                /** @description person-hours a replication */
                mean: number;
                service: string;
                standardError: number | null;
            }[];
            means: {
                area: string;
                /** @description limits of the 95 % interval */
                interval: (number | null)[];
                /** @description person-hours a replication */
                mean: number;
                service: string;
                standardError: number | null;
            }[];
            replications: number;
        };
        Asset: {
            attributes: {
                [key: string]: string | number | boolean;
            };
            critical?: number;
            id: string;
            initialDamage: string;
            kind: string;
            kindTitle: string;
            name: string;
            needList: {
                buffer?: {
                    cover: number;
                    drawn: boolean;
                    /** @description of the full need, when full; of a drawn size its median, mode, mean or scale */
                    hours: number;
                    initial: number;
                    refill?: {
                        /** @enum {unknown} */
                        combine: "sum" | "best";
                        required: number;
                        suppliers: {
                            asset: string;
                            name: string;
                            weight: number;
                        }[];
                    };
                    refillHours: number;
                };
                /** @enum {unknown} */
                combine: "sum" | "best";
                delayHours: number;
                demand: number;
                id: string;
                impact: number;
                /** @description of the summed weights; with combine best: the required-th best level counts */
                required: number;
                /** @enum {unknown} */
                role: "function" | "repair";
                service: string;
                suppliers: {
                    asset: string;
                    name: string;
                    weight: number;
                }[];
                /** @enum {unknown} */
                type: "physical" | "cyber" | "geographic" | "logical";
            }[];
            needs: number;
            /** @description residents of a service area; staff or visitors elsewhere */
            people: number;
            /** @description residents of the service areas that depend on it */
            peopleDownstream: number;
            place?: {
                lat: number;
                lon: number;
            };
            sector: string;
            serviceArea: boolean;
            services: string[];
            supplies: {
                asset: string;
                name: string;
                need: string;
                /** @enum {unknown} */
                role: "function" | "repair" | "refill";
                service: string;
            }[];
        };
        AssetLine: {
            critical?: number;
            id: string;
            kind: string;
            name: string;
            needs: number;
            /** @description residents of a service area; staff or visitors elsewhere */
            people: number;
            place?: {
                lat: number;
                lon: number;
            };
            sector: string;
            serviceArea: boolean;
        };
        AssetPage: {
            /** @description continues the list; absent: that was all */
            cursor?: string;
            items: components["schemas"]["AssetLine"][];
            /** @description on all pages */
            total: number;
        };
        CauseChain: {
            asset: string;
            event: number;
            hours: number;
            /** @description root first */
            links: {
                /** @description since the link before */
                afterHours: number;
                /** @description further causes */
                also: {
                    id: number;
                    words: string;
                }[];
                asset?: string;
                depth: number;
                hours: number;
                id: number;
                kind: string;
                need?: string;
                source?: string;
                state?: string;
                /** @description service level afterwards */
                to?: number;
                words: string;
            }[];
            /** @description other falls of the asset */
            others: number[];
        };
        Document: {
            /** @description attribute of service areas by whose values others get totals while it is confidential */
            areas?: string;
            bytes: number;
            confidential: boolean;
            createdAt: string;
            files: number;
            id: string;
            /** @enum {unknown} */
            kind: "model" | "scenario";
            /** @description newest version */
            latest: string;
            links: {
                [key: string]: string;
            };
            /** @description file that is the model or scenario */
            main: string;
            owner: string;
            project: string;
            /** @description came with Hazcade: read-only */
            shipped: boolean;
            /** @description sizes, contents and warnings; modelHash or scenarioHash is the hash that results carry */
            summary: {
                [key: string]: unknown;
            };
            title: string;
            /** @description SHA-256 of names and contents of its files: the same content is the same version */
            version: string;
            versionCreatedAt: string;
        };
        DocumentCheck: {
            /** @description in what sense the scenario is compound */
            compound?: unknown[];
            /** @description what footprints from files sample */
            footprints?: unknown[];
            /** @description as the file says */
            id?: string;
            /** @enum {unknown} */
            kind: "model" | "scenario";
            problems: {
                code: string;
                column?: number;
                file?: string;
                line?: number;
                message: string;
                /** @description JSON pointer into the input */
                pointer?: string;
                /** @enum {unknown} */
                severity: "error" | "warning";
            }[];
            summary?: {
                [key: string]: unknown;
            };
            title?: string;
            valid: boolean;
        };
        DocumentLine: {
            /** @description attribute of service areas by whose values others get totals while it is confidential */
            areas?: string;
            confidential: boolean;
            createdAt: string;
            id: string;
            /** @enum {unknown} */
            kind: "model" | "scenario";
            /** @description newest version */
            latest: string;
            owner: string;
            project: string;
            /** @description came with Hazcade: read-only */
            shipped: boolean;
            title: string;
        };
        DocumentPage: {
            /** @description continues the list; absent: that was all */
            cursor?: string;
            items: components["schemas"]["DocumentLine"][];
        };
        DocumentVersion: {
            bytes: number;
            files: number;
            /** @description file that is the model or scenario */
            main: string;
            /** @description SHA-256 of names and contents of its files: the same content is the same version */
            version: string;
            versionCreatedAt: string;
        };
        DocumentVersions: {
            /** @description continues the list; absent: that was all */
            cursor?: string;
            items: components["schemas"]["DocumentVersion"][];
        };
        Draft: {
            createdAt: string;
            /** @description of this state, for If-Match */
            etag: string;
            id: string;
            owner: string;
            project: string;
            text: string;
            title: string;
            updatedAt: string;
        };
        DraftLine: {
            createdAt: string;
            /** @description of this state, for If-Match */
            etag: string;
            id: string;
            owner: string;
            project: string;
            title: string;
            updatedAt: string;
        };
        DraftPage: {
            cursor?: string;
            items: components["schemas"]["DraftLine"][];
        };
        DryRun: {
            assets: number;
            estimate: {
                eventsMean: number;
                failed: number;
                pilot: number;
                replications: number;
                seconds: number;
                secondsPerReplication: number;
                secondsToStart: number;
                valueBytes: number;
                workers: number;
            };
            hazards: {
                assets: number;
                bySector: {
                    [key: string]: number;
                };
                /** @description intensities are computed anew in each occurrence */
                computed: boolean;
                damagedMean: number | null;
                /** @description 5, 50 and 95 of 100 occurrences stay at or below */
                durationHours: number[];
                hazard: string;
                /** @description 5, 50 and 95 of 100 occurrences stay at or below */
                intensity: number[];
                measure: string;
                occurs: string;
                onsetHours: number[] | null;
                people: number;
                reached: {
                    asset: string;
                    damage: number | null;
                    intensity: number[] | null;
                    name: string;
                    people: number;
                    sector: string;
                    stopped: number | null;
                }[];
                title: string;
                type: string;
                unit: string;
            }[];
            horizonHours: number;
            model: string;
            /** @description residents of the areas that some hazard reaches */
            people: number;
            scenario: string;
            title: string;
            warnings: unknown[];
        };
        FileList: {
            items: {
                path: string;
                sha256: string;
            }[];
        };
        Fork: {
            atHours: number;
            changes: {
                amount?: number;
                detail: string;
                /** @description plan, crew pool, resource or "repairs" */
                source: string;
            }[];
            events: {
                common: number;
                /** @description of the first that differs */
                fromHours?: number;
                onlyBase: number;
                onlyFork: number;
            };
            onlyBase: {
                hours: number;
                id: number;
                kind: string;
            }[];
            onlyFork: {
                hours: number;
                id: number;
                kind: string;
            }[];
            /** @description those that differ; null: not by the horizon */
            outcomes: {
                [key: string]: {
                    base: number | null;
                    fork: number | null;
                    unit: string;
                };
            };
            replication: number;
            warnings: unknown[];
        };
        ForkDifference: {
            atHours: number;
            /** @description without minus with the fork, paired */
            avoided: {
                [key: string]: {
                    /** @description limits of the 95 % interval */
                    interval: (number | null)[];
                    mean: number;
                    standardError: number | null;
                    unit: string;
                };
            };
            changes: {
                amount?: number;
                detail: string;
                /** @description plan, crew pool, resource or "repairs" */
                source: string;
            }[];
            failed: number;
            replications: number;
            warnings: unknown[];
        };
        LayerList: {
            items: {
                bytes: number;
                /** @enum {unknown} */
                from: "model" | "data-folder";
                href: string;
                mediaType: string;
                name: string;
            }[];
        };
        Outages: {
            /** @description rows: assets that were ever out */
            assets: string[];
            below: number;
            /** @description shares, row by row, little-endian, base64 */
            data: string;
            failed: number;
            /** @enum {string} */
            format: "hazcade-outages/1";
            /** @description columns */
            hours: number[];
            /** @description number that stands for always */
            one: number;
            replications: number;
            /** @enum {unknown} */
            type: "uint8" | "uint16";
        };
        /**
         * @example {
         *       "type": "/v1/errors.md#NOT_FOUND",
         *       "title": "Not found",
         *       "status": 404,
         *       "code": "NOT_FOUND",
         *       "detail": "there is no study \"x\" that you may see",
         *       "instance": "/v1/studies/x"
         *     }
         */
        ProblemDetails: {
            /** @description documented in docs/errors.md */
            code: string;
            detail: string;
            /** @description path that was asked for */
            instance: string;
            problems?: {
                code: string;
                column?: number;
                file?: string;
                line?: number;
                message: string;
                /** @description JSON pointer into the input */
                pointer?: string;
                /** @enum {unknown} */
                severity: "error" | "warning";
            }[];
            status: number;
            title: string;
            /** @description URI of the kind of problem */
            type: string;
        };
        Provenance: {
            /** @description request that gives the same digest */
            command: string;
            digest: string;
            /** @description of the study */
            id: string;
            modelHash: string;
            replications: number;
            scenarioHash: string;
            seed: string;
            version: string;
        };
        Ranking: {
            /** @description when this was so */
            at: string;
            /** @description times it was begun: anew after an interruption */
            attempts: number;
            createdAt: string;
            /** @description replications */
            done: number;
            error?: {
                code: string;
                message: string;
            };
            id: string;
            planned: number;
            provenance?: components["schemas"]["Provenance"];
            question: {
                /**
                 * @description what if the asset could not be hit?
                 * @enum {string}
                 */
                ask: "shield";
            } | {
                /**
                 * @description what if the need had a buffer?
                 * @enum {string}
                 */
                ask: "buffer";
                bufferHours: number;
            };
            ranking?: {
                entries: {
                    id: string;
                    /** @description limits of the 95 % interval */
                    interval: (number | null)[];
                    /** @description avoided a replication */
                    mean: number;
                    name: string;
                    pairs: number;
                    sector: string;
                    standardError: number | null;
                }[];
                failed: number;
                outcome: string;
                /** @description replications that were run again */
                pairs: number;
                replications: number;
                /** @description assets, or needs, that could have been ranked */
                subjects: number;
                unit: string;
            };
            /** @enum {unknown} */
            status: "queued" | "running" | "done" | "failed" | "cancelled";
            study: string;
        };
        Representatives: {
            /** @description grid point of the curve */
            hours?: number;
            /** @description replications looked at; a curve is looked at in the first ones only */
            looked: number;
            of: string;
            /** @description nearest first */
            replications: {
                replication: number;
                value: number;
            }[];
            studied: number;
            target: number;
            unit: string;
        };
        /** @description hazcade-results/1, the same as results.json of the command line */
        Results: {
            areas?: {
                /** @description as its owner made public; else a number by loss, which means nothing in another study */
                area: string;
                assets: number;
                /** @description assets that failed */
                meanFailed: number;
                /** @description assets hit a replication */
                meanHit: number;
                /** @description summed over the assets */
                meanLostHours: number;
            }[];
            assets: {
                failureProbability: number;
                hitProbability: number;
                id: string;
                kind: string;
                meanLostHours: number;
                name: string;
                sector: string;
            }[];
            curves: {
                [key: string]: {
                    hours: number[];
                    mean: number[];
                    scale: number;
                    title: string;
                    unit: string;
                };
            };
            /** @enum {string} */
            format: "hazcade-results/1";
            needs: {
                asset: string;
                id: string;
                perReplication: number;
                service: string;
                suppliers: string[];
                transmissions: number;
            }[];
            outcomes: {
                [key: string]: {
                    /** @description limits of the 95 % interval */
                    interval: (number | null)[];
                    mean: number;
                    standardError: number | null;
                    title: string;
                    unit: string;
                };
            };
            /**
             * @description the model is confidential: `totals` and `areas` in the place of assets and needs
             * @enum {boolean}
             */
            redacted?: true;
            study: {
                command: string;
                digest: string;
                model: string;
                modelHash: string;
                replications: number;
                scenario: string;
                scenarioHash: string;
                seed: string;
                version: string;
            };
            totals?: {
                assets: number;
                /** @description assets that failed */
                meanFailed: number;
                /** @description assets hit a replication */
                meanHit: number;
                /** @description summed over the assets */
                meanLostHours: number;
                sector: string;
            }[];
            variants: {
                id: string;
                title: string;
            }[];
            warnings: string[];
        };
        Rows: {
            columns: {
                name: string;
                /** @enum {unknown} */
                type: "text" | "number" | "integer";
            }[];
            /** @description continues the list; absent: that was all */
            cursor?: string;
            /** @description values of the filter that do not occur, and what may have been meant */
            hints?: string[];
            items: {
                [key: string]: string | number | null;
            }[];
            study: components["schemas"]["Provenance"];
            table: string;
            /** @description rows that match */
            total: number;
        };
        /**
         * @example {
         *       "id": "20260131120000000-0f1e2d3c4b5a",
         *       "status": "queued",
         *       "model": "harbour-city",
         *       "modelVersion": "ab12…",
         *       "scenario": "winter-storm",
         *       "scenarioVersion": "cd34…",
         *       "request": {
         *         "replications": 2000
         *       },
         *       "owner": "local",
         *       "project": "private",
         *       "planned": 2000,
         *       "done": 0,
         *       "createdAt": "2026-01-31T12:00:00.000Z",
         *       "attempts": 0,
         *       "links": {
         *         "self": "/v1/studies/20260131120000000-0f1e2d3c4b5a",
         *         "events": "/v1/studies/20260131120000000-0f1e2d3c4b5a/events"
         *       }
         *     }
         */
        Study: {
            /** @description times it was begun or taken over */
            attempts: number;
            createdAt: string;
            /** @description of the results; the command line gives the same */
            digest?: string;
            /** @description replications of the base that are done */
            done: number;
            error?: {
                code: string;
                message: string;
            };
            finishedAt?: string;
            /** @description sorts by time of creation */
            id: string;
            links: {
                [key: string]: string;
            };
            model: string;
            modelVersion: string;
            owner: string;
            /** @description replications of the base; with a precision: the most */
            planned: number;
            progress?: components["schemas"]["StudyProgress"];
            project: string;
            /** @description what was asked for beside model and scenario */
            request: {
                [key: string]: unknown;
            };
            scenario: string;
            scenarioVersion: string;
            startedAt?: string;
            /** @enum {unknown} */
            status: "queued" | "running" | "done" | "failed" | "cancelled";
            /** @description of reading and checking, in the answer to POST */
            warnings?: string[];
        };
        StudyComparison: {
            avoided: {
                [key: string]: {
                    base: number;
                    /** @description limits of the 95 % interval */
                    interval: (number | null)[];
                    /** @description positive: the base loses more */
                    mean: number;
                    standardError: number | null;
                    title: string;
                    unit: string;
                    /** @description how many times more replications independent runs would need */
                    varianceGain: number | null;
                    with: number;
                };
            };
            base: components["schemas"]["Provenance"];
            because: string;
            /** @enum {unknown} */
            pairing: "paired" | "unpaired";
            with: components["schemas"]["Provenance"];
        };
        StudyPage: {
            /** @description continues the list; absent: that was all */
            cursor?: string;
            items: components["schemas"]["Study"][];
        };
        /**
         * @example {
         *       "status": "running",
         *       "member": "",
         *       "done": 640,
         *       "planned": 2000,
         *       "failures": 0,
         *       "at": "2026-01-31T12:00:00.500Z"
         *     }
         */
        StudyProgress: {
            /** @description when this was so, ISO 8601 */
            at: string;
            /** @description replications of this member */
            done: number;
            /** @description replications that failed */
            failures?: number;
            /** @description id of the variant that runs; empty: the base */
            member: string;
            /** @description with a precision: the most */
            planned: number;
            /** @description relative half-width reached, where a precision was asked for */
            relative?: number;
            /** @enum {unknown} */
            status: "queued" | "running" | "done" | "failed" | "cancelled";
        };
        Trace: {
            asset: string;
            bySector: {
                assets: number;
                sector: string;
            }[];
            /** @description most steps to any of them */
            deepest: number;
            depth?: number;
            /** @enum {unknown} */
            direction: "downstream" | "upstream";
            items: {
                asset: string;
                /** @description hours that buffers and delays hold along the chain that holds least: no loss shows before */
                holdHours: number;
                kind: string;
                /** @description level (0..1) in the long run with buffers empty: downstream of this asset without the one asked about, upstream of the one asked about without this asset */
                levelWithout?: number;
                name: string;
                /** @description all needs that tie it to what is reached */
                needs: string[];
                people?: number;
                sector: string;
                /** @description needs on the shortest chain */
                steps: number;
                /** @description last need of that chain, and the asset before it */
                via: {
                    from: string;
                    holdHours: number;
                    need: string;
                    service: string;
                };
            }[];
            /** @description offset of the next page; absent: that was all */
            next?: number;
            /** @description residents of the service areas reached */
            people: number;
            serviceAreas: number;
            /** @description assets reached, on all pages */
            total: number;
        };
        VariantComparison: {
            base: {
                [key: string]: {
                    /** @description limits of the 95 % interval */
                    interval: (number | null)[];
                    mean: number;
                    standardError: number | null;
                    title: string;
                    unit: string;
                };
            };
            study: components["schemas"]["Provenance"];
            variants: {
                avoided: {
                    [key: string]: {
                        /** @description limits of the 95 % interval */
                        interval: (number | null)[];
                        /** @description positive: the base loses more */
                        mean: number;
                        perMillionEuro: number | null;
                        standardError: number | null;
                        /** @description how many times more replications independent runs would need */
                        varianceGain: number | null;
                    };
                };
                costEuro: number | null;
                id: string;
                title: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAudit: {
        parameters: {
            query: {
                cursor?: string;
                limit: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cursor?: string;
                        items: {
                            action: string;
                            /** @description ISO 8601, UTC */
                            at: string;
                            outcome: string;
                            requestId: string;
                            subject: string;
                            target: string;
                        }[];
                    };
                };
            };
        };
    };
    compareStudies: {
        parameters: {
            query: {
                base: string;
                with: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyComparison"];
                };
            };
        };
    };
    listDrafts: {
        parameters: {
            query: {
                cursor?: string;
                limit: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftPage"];
                };
            };
        };
    };
    createDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    project?: string;
                    /** @description YAML or JSON as in docs/formats.md; it may be wrong still */
                    text: string;
                    title: string;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    getDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    changeDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the state that is changed; of a list one must be it */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description YAML or JSON as in docs/formats.md; it may be wrong still */
                    text: string;
                    title?: string;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
        };
    };
    removeDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the state that is changed; of a list one must be it */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listDraftProblems: {
        parameters: {
            query?: {
                /** @description model it is checked with; default: the one it names */
                model?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentCheck"];
                };
            };
        };
    };
    publishDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the state that is changed; of a list one must be it */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the scenario; default: the one in the text */
                    id?: string;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
        };
    };
    getErrorsPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                };
            };
        };
    };
    getFormatsPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                };
            };
        };
    };
    getKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            /** @description ISO 8601, UTC */
                            expiresAt?: string;
                            id: string;
                            inForce: boolean;
                            name: string;
                            /** @description projects; "NAME:totals": of confidential models totals only; "*": all */
                            projects: string[];
                            /** @description ISO 8601, UTC */
                            revokedAt?: string;
                            scopes: ("read" | "run" | "admin")[];
                            subject: string;
                        }[];
                    };
                };
            };
        };
    };
    postKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description ISO 8601, UTC */
                    expiresAt?: string;
                    name: string;
                    /** @description projects; "NAME:totals": of confidential models totals only; "*": all */
                    projects?: string[];
                    scopes: ("read" | "run" | "admin")[];
                    /** @description whom the key stands for: the owner of what is made with it */
                    subject: string;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description ISO 8601, UTC */
                        createdAt: string;
                        /** @description ISO 8601, UTC */
                        expiresAt?: string;
                        id: string;
                        inForce: boolean;
                        name: string;
                        /** @description projects; "NAME:totals": of confidential models totals only; "*": all */
                        projects: string[];
                        /** @description ISO 8601, UTC */
                        revokedAt?: string;
                        scopes: ("read" | "run" | "admin")[];
                        /** @description shown this once */
                        secret: string;
                        subject: string;
                    };
                };
            };
        };
    };
    deleteKeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postKeysByIdRotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description until the old key ends; default: at once */
                    overlapSeconds?: number;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description ISO 8601, UTC */
                        createdAt: string;
                        /** @description ISO 8601, UTC */
                        expiresAt?: string;
                        id: string;
                        inForce: boolean;
                        name: string;
                        /** @description projects; "NAME:totals": of confidential models totals only; "*": all */
                        projects: string[];
                        /** @description ISO 8601, UTC */
                        revokedAt?: string;
                        scopes: ("read" | "run" | "admin")[];
                        /** @description shown this once */
                        secret: string;
                        subject: string;
                    };
                };
            };
        };
    };
    listModels: {
        parameters: {
            query: {
                cursor?: string;
                limit: number;
                /** @description part of id or title */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentPage"];
                };
            };
        };
    };
    uploadModel: {
        parameters: {
            query?: {
                /** @description true: names, places and needs are for members of its project only, also of the versions that are there; PUT /v1/models/ID/confidential ends it */
                confidential?: boolean;
                /** @description who else may see it; default: nobody */
                project?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
                "application/yaml": unknown;
                "application/zip": unknown;
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
        };
    };
    putModel: {
        parameters: {
            query?: {
                /** @description true: names, places and needs are for members of its project only, also of the versions that are there; PUT /v1/models/ID/confidential ends it */
                confidential?: boolean;
                /** @description who else may see it; default: nobody */
                project?: string;
            };
            header?: never;
            path: {
                /** @description letters, digits, ".", "_" and "-" */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
                "application/yaml": unknown;
                "application/zip": unknown;
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
        };
    };
    removeModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getModelArchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description The client has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listAssets: {
        parameters: {
            query: {
                cursor?: string;
                kind?: string;
                limit: number;
                /** @description part of id or name */
                search?: string;
                sector?: string;
                /** @description that it offers */
                service?: string;
                serviceArea?: boolean;
            };
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetPage"];
                };
            };
        };
    };
    getAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset: string;
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
        };
    };
    listDownstream: {
        parameters: {
            query: {
                /** @description needs on a chain at most */
                depth?: number;
                limit: number;
                offset: number;
            };
            header?: never;
            path: {
                asset: string;
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trace"];
                };
            };
        };
    };
    listUpstream: {
        parameters: {
            query: {
                /** @description needs on a chain at most */
                depth?: number;
                limit: number;
                offset: number;
            };
            header?: never;
            path: {
                asset: string;
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trace"];
                };
            };
        };
    };
    putModelsByIdConfidential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "confidential": true,
                 *       "areas": "district"
                 *     }
                 */
                "application/json": {
                    /** @description attribute of service areas, as `district`: others get totals by its values, which are then no secret. Left out: by areas without a name */
                    areas?: string;
                    confidential: boolean;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description attribute of service areas, as `district`: others get totals by its values, which are then no secret. Left out: by areas without a name */
                        areas?: string;
                        confidential: boolean;
                        /** @description values of the attribute, which others see */
                        shown?: string[];
                    };
                };
            };
        };
    };
    getCriticality: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    listModelFiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileList"];
                };
            };
        };
    };
    getModelFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                "*": string;
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": unknown;
                    "application/json": unknown;
                    "application/octet-stream": string;
                    "application/yaml": string;
                    "text/csv": string;
                };
            };
            /** @description The client has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getModelGexf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gexf+xml": string;
                };
            };
            /** @description The client has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getModelGraphMl: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphml+xml": string;
                };
            };
            /** @description The client has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listLayers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerList"];
                };
            };
        };
    };
    getLayer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
                layer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": unknown;
                    "application/vnd.pmtiles": string;
                    "application/vnd.sqlite3": string;
                };
            };
            /** @description The part that Range asks for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": unknown;
                    "application/vnd.pmtiles": string;
                    "application/vnd.sqlite3": string;
                };
            };
            /** @description The client has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    putLayer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
                layer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/geo+json": unknown;
                "application/json": unknown;
                "application/octet-stream": unknown;
                "application/vnd.pmtiles": unknown;
                "application/vnd.sqlite3": unknown;
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
        };
    };
    removeLayer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
                layer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
        };
    };
    getModelMap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": unknown;
                };
            };
            /** @description The client has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getModelSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": string;
                };
            };
            /** @description The client has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listModelVersions: {
        parameters: {
            query: {
                cursor?: string;
                limit: number;
            };
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentVersions"];
                };
            };
        };
    };
    listScenarios: {
        parameters: {
            query: {
                cursor?: string;
                limit: number;
                /** @description part of id or title */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentPage"];
                };
            };
        };
    };
    uploadScenario: {
        parameters: {
            query?: {
                /** @description model (id, or id@version) it is checked with; default: the one it names */
                model?: string;
                /** @description who else may see it; default: nobody */
                project?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
                "application/yaml": unknown;
                "application/zip": unknown;
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
        };
    };
    getScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
        };
    };
    putScenario: {
        parameters: {
            query?: {
                /** @description model (id, or id@version) it is checked with; default: the one it names */
                model?: string;
                /** @description who else may see it; default: nobody */
                project?: string;
            };
            header?: never;
            path: {
                /** @description letters, digits, ".", "_" and "-" */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
                "application/yaml": unknown;
                "application/zip": unknown;
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
        };
    };
    removeScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getScenarioArchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description The client has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    dryRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description listed of each hazard at most; default 100 */
                    assets?: number;
                    model?: string;
                    /** @enum {unknown} */
                    physics?: "exact" | "surrogate" | "linear" | "off";
                    replications?: number;
                    seed?: string;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
        };
    };
    listScenarioFiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileList"];
                };
            };
        };
    };
    getScenarioFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                "*": string;
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": unknown;
                    "application/json": unknown;
                    "application/octet-stream": string;
                    "application/yaml": string;
                    "text/csv": string;
                };
            };
            /** @description The client has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getScenarioSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": string;
                };
            };
            /** @description The client has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listScenarioVersions: {
        parameters: {
            query: {
                cursor?: string;
                limit: number;
            };
            header?: never;
            path: {
                /** @description id, or id@version; without a version the latest */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentVersions"];
                };
            };
        };
    };
    listSchemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            href: string;
                            name: string;
                        }[];
                    };
                };
            };
        };
    };
    getCatalogueSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getForkSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getKindsSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getModelSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getScenarioSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getSensitivitySchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    listStudies: {
        parameters: {
            query: {
                cursor?: string;
                limit: number;
                model?: string;
                scenario?: string;
                status?: "queued" | "running" | "done" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyPage"];
                };
            };
        };
    };
    createStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body is the same study, however often it is sent */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scenario": "winter-storm",
                 *       "replications": 2000,
                 *       "seed": "trial-1"
                 *     }
                 */
                "application/json": {
                    /** @description Model; default: the one the scenario names: id, or id@version */
                    model?: string;
                    /** @enum {unknown} */
                    physics?: "exact" | "surrogate" | "linear" | "off";
                    /** @description relative half-width of the 95 % interval to reach */
                    precision?: number;
                    project?: string;
                    /** @description default: those of the scenario; with a precision: the most */
                    replications?: number;
                    /** @description Scenario: id, or id@version */
                    scenario: string;
                    /** @description default: that of the scenario */
                    seed?: string;
                    /** @description run the scenario's variants too, paired */
                    variants?: boolean;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
        };
    };
    getStudy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
        };
    };
    deleteStudy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    areaLosses: {
        parameters: {
            query?: {
                /** @description differences to this study, of the same seed */
                againstStudy?: string;
                /** @description differences to this variant */
                againstVariant?: string;
                /** @description from 0; default 200, or those of the study */
                replications?: number;
                /** @description of the scenario, instead of its base */
                variant?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Areas"];
                };
            };
        };
    };
    cancelStudy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
        };
    };
    compareVariants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariantComparison"];
                };
            };
        };
    };
    followStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description id of the last event that was received: that state is not sent again */
                "last-event-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The study has ended, and the client knows how */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    compareFork: {
        parameters: {
            query?: {
                /** @description of the scenario, instead of its base */
                variant?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Time after the start; left out: as the changes say, such as 90min, 6h or 3d */
                    at?: string;
                    /** @description instead of changes: a variant that changes plans or recovery only */
                    byVariant?: string;
                    /** @description content of a file hazcade-fork/1: plans, resources, remove, set */
                    changes?: {
                        [key: string]: unknown;
                    };
                    /** @description from 0 */
                    replications: number;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForkDifference"];
                };
            };
        };
    };
    outageMatrix: {
        parameters: {
            query?: {
                /** @description an asset is out below this service level; default 1: any loss */
                below?: number;
                /** @description of a share; default 8 */
                bits?: 8 | 16;
                /** @description Between columns; default 1h, such as 90min, 6h or 3d */
                every?: string;
                /** @description from 0; default 200, or those of the study */
                replications?: number;
                /** @description of the scenario, instead of its base */
                variant?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The matrix */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outages"];
                    "application/octet-stream": string;
                };
            };
        };
    };
    listRankings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Ranking"][];
                    };
                };
            };
        };
    };
    createRanking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "question": {
                 *         "ask": "shield"
                 *       },
                 *       "replications": 500
                 *     }
                 */
                "application/json": {
                    /** @description default: the headline */
                    outcome?: string;
                    question?: {
                        /**
                         * @description what if the asset could not be hit?
                         * @enum {string}
                         */
                        ask: "shield";
                    } | {
                        /**
                         * @description what if the need had a buffer?
                         * @enum {string}
                         */
                        ask: "buffer";
                        bufferHours: number;
                    };
                    /** @description default: those of the study */
                    replications?: number;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
        };
    };
    getRanking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                ranking: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
        };
    };
    cancelRanking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                ranking: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
        };
    };
    replayChain: {
        parameters: {
            query: {
                asset: string;
                /** @description which event of the asset; left out: its first fall */
                event?: number;
                /** @description of the scenario, instead of its base */
                variant?: string;
            };
            header?: never;
            path: {
                id: string;
                /** @description number of the replication, from 0 */
                k: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CauseChain"];
                };
            };
        };
    };
    replayEvents: {
        parameters: {
            query?: {
                /** @description only events after this id; the header Last-Event-ID says the same */
                after?: number;
                /** @description Assets; one or more, separated by commas */
                asset?: string;
                /** @description west,south,east,north in degrees: events of assets in there */
                box?: string;
                /** @description Columns of the compact form: a line {"columns": [...]}, then a list of values an event; one or more, separated by commas */
                fields?: string;
                /** @description Events from this time after the start on, such as 90min, 6h or 3d */
                from?: string;
                /** @description Kinds of event; one or more, separated by commas */
                kind?: string;
                /** @description events at most */
                limit?: number;
                /** @description falls between root and event, at least */
                minDepth?: number;
                /** @description simulated seconds in a second; left out: at full speed */
                pace?: number;
                /** @description Sectors of assets; one or more, separated by commas */
                sector?: string;
                /** @description Events before this time, such as 90min, 6h or 3d */
                to?: string;
                /** @description of the scenario, instead of its base */
                variant?: string;
            };
            header?: {
                /** @description id of the last event that was received */
                "last-event-id"?: string;
            };
            path: {
                id: string;
                /** @description number of the replication, from 0 */
                k: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/event-stream": string;
                };
            };
        };
    };
    forkReplication: {
        parameters: {
            query?: {
                /** @description events of each course at most; default 1000 */
                limit?: number;
                /** @description of the scenario, instead of its base */
                variant?: string;
            };
            header?: never;
            path: {
                id: string;
                /** @description number of the replication, from 0 */
                k: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "at": "30h",
                 *       "changes": {
                 *         "format": "hazcade-fork/1",
                 *         "set": {
                 *           "recovery.order": "critical-first"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Time after the start; left out: as the changes say, such as 90min, 6h or 3d */
                    at?: string;
                    /** @description instead of changes: a variant that changes plans or recovery only */
                    byVariant?: string;
                    /** @description content of a file hazcade-fork/1: plans, resources, remove, set */
                    changes?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description What differs, or all events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fork"];
                    "application/x-ndjson": string;
                    "text/event-stream": string;
                };
            };
        };
    };
    getReport: {
        parameters: {
            query?: {
                /** @description id of a ranking to show with it */
                ranking?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    getReportHtml: {
        parameters: {
            query?: {
                /** @description id of a ranking to show with it */
                ranking?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    findRepresentatives: {
        parameters: {
            query?: {
                /** @description Of rule nearest, such as 90min, 6h or 3d */
                at?: string;
                /** @description default 1 */
                count?: number;
                /** @description of rule nearest */
                curve?: string;
                /** @description default: the headline */
                outcome?: string;
                /** @description default: median */
                rule?: "median" | "quantile" | "worst" | "mildest" | "nearest";
                /** @description of a quantile */
                share?: number;
                /** @description of rule nearest, in the unit of the curve */
                value?: number;
                /** @description of the scenario, instead of its base */
                variant?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Representatives"];
                };
            };
        };
    };
    getResults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The results */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": {
                        features: unknown[];
                        /** @enum {string} */
                        type: "FeatureCollection";
                    };
                    "application/json": components["schemas"]["Results"];
                };
            };
            /** @description The client has them */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getResultsGeoJson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The results */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": {
                        features: unknown[];
                        /** @enum {string} */
                        type: "FeatureCollection";
                    };
                    "application/json": components["schemas"]["Results"];
                };
            };
            /** @description The client has them */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getResultsJson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The results */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": {
                        features: unknown[];
                        /** @enum {string} */
                        type: "FeatureCollection";
                    };
                    "application/json": components["schemas"]["Results"];
                };
            };
            /** @description The client has them */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listTables: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            href: string;
                            name: string;
                        }[];
                    };
                };
            };
        };
    };
    getTable: {
        parameters: {
            query?: {
                /** @description of needs */
                asset?: string;
                cursor?: string;
                curve?: string;
                /** @description one or more, separated by commas */
                kind?: string;
                /** @description rows; default of JSON: 100 */
                limit?: number;
                /** @description of failure, in `assets`; of a loss, in `outcomes` */
                minProbability?: number;
                outcome?: string;
                /** @description one or more, separated by commas */
                sector?: string;
                /** @description of needs */
                service?: string;
                /** @description a column; with - before it, the greatest first */
                sort?: string;
                /** @description must stand in a text of the row */
                text?: string;
                /** @description of outcomes and variants; the base is "base" */
                variant?: string;
            };
            header?: never;
            path: {
                id: string;
                /** @description name, with or without a suffix */
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Rows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows"];
                    "application/vnd.apache.arrow.file": string;
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
        };
    };
    validate: {
        parameters: {
            query: {
                kind: "model" | "scenario";
                /** @description model (id, or id@version) it is checked with; default: the one it names */
                model?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
                "application/yaml": unknown;
                "application/zip": unknown;
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentCheck"];
                };
            };
        };
    };
}
